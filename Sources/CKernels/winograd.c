// Windows by Winograd's minimal filtering: of 4x4 with stride 2 by F(4x4, 2x2), 25 products where 64 are due, and of 3x3 with
// stride 1 by F(4x4, 3x3), 36 where 144 are.
//
// With a stride of 2, the image's pixels with rows and columns of one parity (a phase) meet 2x2 of the window's weights; with a
// stride of 1 there is one phase.  A tile is 4x4 windows, which reach n x n pixels of every phase, n = 5 or 6.  Seen as
// polynomials, pixels d, weights g and windows y are brought to the points 0, 1, -1, 2, (-2) and infinity in both
// directions, where every product is one number per pair of channel and filter:
//
//     y = A^T [ sum over phases and channels of (G g G^T) (B^T d B) ] A
//
// The other two directions of a convolution are the transposes of this: z = (G g G^T) (A y A^T), d = B z B^T, and
// g = G^T [ sum over tiles of (B^T d B) (A y A^T) ] G.
//
// Points are stored plane by plane: [n n, tiles, phases channels] for images, [n n, tiles, filters] for windows and
// [n n, phases channels, filters] for weights, planes `plane` floats apart.
#include "CKernels.h"
#include "winograd.h"
#include <string.h>

/// What is known when a kernel is compiled: phases in one direction, and points in one direction.
#define KINDS(CALL_2_5, CALL_1_6)                                                                                      \
  {                                                                                                                    \
    if (s->stride == 2) CALL_2_5;                                                                                      \
    else CALL_1_6;                                                                                                     \
  }

#define LOAD(P) (*(const v8 *)(P))

/// x times slope where sign is not positive.  Vectors go by pointer: by value they would have to fit the oldest processor.
INLINE void leaky(const v8 *x, const v8 *sign, float slope, v8 *out) {
  i8 positive = *sign > 0;
  v8 low = *x * slope;
  *out = (v8)(((i8)*x & positive) | ((i8)low & ~positive));
}

static const float zeros[LANES];

/// Eight channels of a pixel, or zeros that are always the same.
typedef struct { const float *x, *sign; size_t step; } pixel;

INLINE pixel find_pixel(const float *x, const float *sign, ptrdiff_t y, ptrdiff_t column, size_t height, size_t width,
                        size_t channels) {
  if (y < 0 || column < 0 || (size_t)y >= height || (size_t)column >= width) return (pixel){zeros, zeros, 0};
  size_t place = ((size_t)y * width + (size_t)column) * channels;
  return (pixel){x + place, sign ? sign + place : 0, 1};
}

INLINE void read_pixel(const pixel *p, size_t channel, int masked, float slope, v8 *out) {
  *out = LOAD(p->x + p->step * channel);
  if (masked) leaky(out, (const v8 *)(p->sign + p->step * channel), slope, out);
}

/// Where a tile's first pixel of a phase is, in one direction.
INLINE ptrdiff_t first_pixel(const ck_tiling *s, int phases, size_t tile, int phase) {
  return (ptrdiff_t)(tile * EDGE * (size_t)phases) + phase - (ptrdiff_t)s->padding;
}

/// rows x n pixels or windows to n x n points, each plane's at out.
#define TO_POINTS(TRANSFORM, ROWS, N)                                                                                  \
  {                                                                                                                    \
    v8 half[MOST * MOST];                                                                                              \
    for (int j = 0; j < ROWS; j++) {                                                                                   \
      v8 x[MOST];                                                                                                      \
      for (int i = 0; i < ROWS; i++) read_pixel(from + i * ROWS + j, c, masked, slope, x + i);                         \
      TRANSFORM(N, x, half + j, ROWS);                                                                                 \
    }                                                                                                                  \
    for (int i = 0; i < N; i++) {                                                                                      \
      v8 v[MOST];                                                                                                      \
      TRANSFORM(N, half + i * ROWS, v, 1);                                                                             \
      for (int j = 0; j < N; j++) *(v8 *)(o + (size_t)(i * N + j) * plane + c) = v[j];                                 \
    }                                                                                                                  \
  }

INLINE void tile_image(const ck_tiling *s, int phases, int n, const float *image, const float *activated, float slope,
                       float *out, size_t plane, int masked) {
  for (size_t tile = 0; tile < s->tile_rows * s->tile_columns; tile++)
    for (int phase = 0; phase < phases * phases; phase++) {
      ptrdiff_t top = first_pixel(s, phases, tile / s->tile_columns, phase / phases);
      ptrdiff_t left = first_pixel(s, phases, tile % s->tile_columns, phase % phases);
      pixel from[MOST * MOST];
      for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++)
          from[i * n + j] = find_pixel(image, activated, top + phases * i, left + phases * j, s->height, s->width, s->channels);
      float *o = out + (tile * (size_t)(phases * phases) + (size_t)phase) * s->channels;
      for (size_t c = 0; c < s->channels; c += LANES) TO_POINTS(pixels_to_points, n, n)
    }
}

KERNEL void ck_tile_image(const ck_tiling *s, const float *image, const float *activated, float slope, float *out, size_t plane) {
  if (activated) KINDS(tile_image(s, 2, 5, image, activated, slope, out, plane, 1), tile_image(s, 1, 6, image, activated, slope, out, plane, 1))
  else KINDS(tile_image(s, 2, 5, image, 0, 1, out, plane, 0), tile_image(s, 1, 6, image, 0, 1, out, plane, 0))
}

INLINE void tile_windows(const ck_tiling *s, int n, const float *windows, const float *activated, float slope, float *out,
                         size_t plane, int masked) {
  for (size_t tile = 0; tile < s->tile_rows * s->tile_columns; tile++) {
    size_t top = tile / s->tile_columns * EDGE, left = tile % s->tile_columns * EDGE;
    pixel from[EDGE * EDGE];
    for (size_t i = 0; i < EDGE; i++)
      for (size_t j = 0; j < EDGE; j++)
        from[i * EDGE + j] =
            find_pixel(windows, activated, (ptrdiff_t)(top + i), (ptrdiff_t)(left + j), s->rows, s->columns, s->filters);
    float *o = out + tile * s->filters;
    for (size_t c = 0; c < s->filters; c += LANES) TO_POINTS(windows_to_points, EDGE, n)
  }
}

KERNEL void ck_tile_windows(const ck_tiling *s, const float *windows, const float *activated, float slope, float *out,
                            size_t plane) {
  if (activated) KINDS(tile_windows(s, 5, windows, activated, slope, out, plane, 1), tile_windows(s, 6, windows, activated, slope, out, plane, 1))
  else KINDS(tile_windows(s, 5, windows, 0, 1, out, plane, 0), tile_windows(s, 6, windows, 0, 1, out, plane, 0))
}

/// The first half of the way back from n x n points.
#define FROM_POINTS(TRANSFORM, N)                                                                                      \
  v8 half[MOST * MOST];                                                                                                \
  for (int j = 0; j < N; j++) {                                                                                        \
    v8 v[MOST];                                                                                                        \
    for (int i = 0; i < N; i++) v[i] = LOAD(z + (size_t)(i * N + j) * plane + c);                                      \
    TRANSFORM(N, v, half + j, N);                                                                                      \
  }

INLINE void untile_image(const ck_tiling *s, int phases, int n, const float *points, size_t plane, const float *bias,
                         float slope, float *restrict image) {
  size_t channels = s->channels, pixels = s->height * s->width;
  for (size_t i = 0; i < pixels; i++) {
    if (bias) memcpy(image + i * channels, bias, channels * sizeof(float));
    else memset(image + i * channels, 0, channels * sizeof(float));
  }
  for (size_t tile = 0; tile < s->tile_rows * s->tile_columns; tile++)
    for (int phase = 0; phase < phases * phases; phase++) {
      ptrdiff_t top = first_pixel(s, phases, tile / s->tile_columns, phase / phases);
      ptrdiff_t left = first_pixel(s, phases, tile % s->tile_columns, phase % phases);
      const float *z = points + (tile * (size_t)(phases * phases) + (size_t)phase) * channels;
      for (size_t c = 0; c < channels; c += LANES) {
        FROM_POINTS(points_to_pixels, n)
        for (int i = 0; i < n; i++) {
          ptrdiff_t y = top + phases * i;
          if (y < 0 || (size_t)y >= s->height) continue;
          v8 d[MOST];
          points_to_pixels(n, half + i * n, d, 1);
          for (int j = 0; j < n; j++) {
            ptrdiff_t x = left + phases * j;
            if (x < 0 || (size_t)x >= s->width) continue;
            v8 *o = (v8 *)(image + ((size_t)y * s->width + (size_t)x) * channels + c);
            *o += d[j];
          }
        }
      }
    }
  if (slope != 1.0f)
    for (size_t i = 0; i < pixels * channels; i += LANES) {
      v8 *x = (v8 *)(image + i);
      leaky(x, x, slope, x);
    }
}

KERNEL void ck_untile_image(const ck_tiling *s, const float *points, size_t plane, const float *bias, float slope, float *image) {
  KINDS(untile_image(s, 2, 5, points, plane, bias, slope, image), untile_image(s, 1, 6, points, plane, bias, slope, image))
}

INLINE void untile_windows(const ck_tiling *s, int n, const float *points, size_t plane, const float *bias, float slope,
                           float *restrict windows) {
  for (size_t tile = 0; tile < s->tile_rows * s->tile_columns; tile++) {
    size_t top = tile / s->tile_columns * EDGE, left = tile % s->tile_columns * EDGE;
    size_t rows = s->rows - top < EDGE ? s->rows - top : EDGE, columns = s->columns - left < EDGE ? s->columns - left : EDGE;
    const float *z = points + tile * s->filters;
    for (size_t c = 0; c < s->filters; c += LANES) {
      FROM_POINTS(points_to_windows, n)
      v8 shift = {0};
      if (bias) shift = LOAD(bias + c);
      for (size_t i = 0; i < rows; i++) {
        v8 y[EDGE];
        points_to_windows(n, half + i * (size_t)n, y, 1);
        for (size_t j = 0; j < columns; j++) {
          v8 *o = (v8 *)(windows + ((top + i) * s->columns + left + j) * s->filters + c);
          *o = y[j] + shift;
          if (slope != 1.0f) leaky(o, o, slope, o);
        }
      }
    }
  }
}

KERNEL void ck_untile_windows(const ck_tiling *s, const float *points, size_t plane, const float *bias, float slope,
                              float *windows) {
  KINDS(untile_windows(s, 5, points, plane, bias, slope, windows), untile_windows(s, 6, points, plane, bias, slope, windows))
}

/// Where a phase's weight (i, j) of a channel begins.
INLINE size_t weight_place(const ck_tiling *s, int phases, int taps, size_t row, int i, int j) {
  size_t phase = row / s->channels, channel = row % s->channels, kernel = (size_t)(phases * taps);
  size_t down = (size_t)(phases * i) + phase / (size_t)phases, across = (size_t)(phases * j) + phase % (size_t)phases;
  return ((down * kernel + across) * s->channels + channel) * s->filters;
}

INLINE void tile_weights(const ck_tiling *s, int phases, int n, size_t row, const float *weight, float *out, size_t plane) {
  int taps = n - 3;
  for (size_t c = 0; c < s->filters; c += LANES) {
    v8 half[MOST * MOST];
    for (int j = 0; j < taps; j++) {
      v8 g[MOST], v[MOST];
      for (int i = 0; i < taps; i++) g[i] = LOAD(weight + weight_place(s, phases, taps, row, i, j) + c);
      weights_to_points(n, g, v);
      for (int i = 0; i < n; i++) half[i * taps + j] = v[i];
    }
    for (int i = 0; i < n; i++) {
      v8 v[MOST];
      weights_to_points(n, half + i * taps, v);
      for (int j = 0; j < n; j++) *(v8 *)(out + (size_t)(i * n + j) * plane + row * s->filters + c) = v[j];
    }
  }
}

KERNEL void ck_tile_weights(const ck_tiling *s, size_t row, const float *weight, float *out, size_t plane) {
  KINDS(tile_weights(s, 2, 5, row, weight, out, plane), tile_weights(s, 1, 6, row, weight, out, plane))
}

INLINE void untile_weights(const ck_tiling *s, int phases, int n, size_t row, const float *points, size_t plane,
                           float *weight) {
  int taps = n - 3;
  for (size_t c = 0; c < s->filters; c += LANES) {
    v8 half[MOST * MOST];
    for (int j = 0; j < n; j++) {
      v8 u[MOST], g[MOST];
      for (int i = 0; i < n; i++) u[i] = LOAD(points + (size_t)(i * n + j) * plane + row * s->filters + c);
      points_to_weights(n, u, g);
      for (int i = 0; i < taps; i++) half[i * n + j] = g[i];
    }
    for (int i = 0; i < taps; i++) {
      v8 g[MOST];
      points_to_weights(n, half + i * n, g);
      for (int j = 0; j < taps; j++) *(v8 *)(weight + weight_place(s, phases, taps, row, i, j) + c) = g[j];
    }
  }
}

KERNEL void ck_untile_weights(const ck_tiling *s, size_t row, const float *points, size_t plane, float *weight) {
  KINDS(untile_weights(s, 2, 5, row, points, plane, weight), untile_weights(s, 1, 6, row, points, plane, weight))
}

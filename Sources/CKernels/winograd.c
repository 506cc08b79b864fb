// Windows of 4x4 with stride 2 by Winograd's minimal filtering F(4x4, 2x2): 25 products where 64 are due.
//
// The image's pixels with rows and columns of one parity (a phase) meet 2x2 of the window's weights.  A tile is 4x4 windows, which
// reach 5x5 pixels of each of the 4 phases.  Seen as polynomials, pixels d, weights g and windows y are brought to the
// points 0, 1, -1, 2 and infinity in both directions, where every product is one number per pair of channel and filter:
//
//     y = A^T [ sum over phases and channels of (G g G^T) (B^T d B) ] A
//
// The other two directions of a convolution are the transposes of this: z = (G g G^T) (A y A^T), d = B z B^T, and
// g = G^T [ sum over tiles of (B^T d B) (A y A^T) ] G.
//
// Points are stored plane by plane: [25, tiles, 4 channels] for images, [25, tiles, filters] for windows and
// [25, 4 channels, filters] for weights, planes `plane` floats apart.
#include "CKernels.h"
#include "dispatch.h"
#include <string.h>

typedef float v8 __attribute__((vector_size(32), aligned(4)));
typedef int32_t i8 __attribute__((vector_size(32)));
enum { TILE = 4, POINTS = 5, LANES = 8 };

#define LOAD(P) (*(const v8 *)(P))

/// B^T: five pixels to points; `s` apart.
INLINE void pixels_to_points(const v8 *d, size_t s, v8 *o, size_t t) {
  v8 odd = d[s] - d[3 * s];
  o[0] = d[0] - d[2 * s] - 0.5f * odd;
  o[t] = d[s] + 0.5f * (d[2 * s] - d[3 * s]);
  o[2 * t] = 0.5f * d[2 * s] - (1 / 3.0f) * d[s] - (1 / 6.0f) * d[3 * s];
  o[3 * t] = (-1 / 6.0f) * odd;
  o[4 * t] = 2.0f * odd - d[2 * s] + d[4 * s];
}

/// B: its transpose.
INLINE void points_to_pixels(const v8 *z, size_t s, v8 *o, size_t t) {
  v8 odd = -0.5f * z[0] - (1 / 6.0f) * z[3 * s] + 2.0f * z[4 * s];
  o[0] = z[0];
  o[t] = odd + z[s] - (1 / 3.0f) * z[2 * s];
  o[2 * t] = 0.5f * (z[s] + z[2 * s]) - z[0] - z[4 * s];
  o[3 * t] = -0.5f * z[s] - (1 / 6.0f) * z[2 * s] - odd;
  o[4 * t] = z[4 * s];
}

/// A: four windows to points.
INLINE void windows_to_points(const v8 *y, size_t s, v8 *o, size_t t) {
  v8 even = y[0] + y[2 * s], odd = y[s] + y[3 * s];
  o[0] = y[0];
  o[t] = even + odd;
  o[2 * t] = even - odd;
  o[3 * t] = y[0] + 2.0f * y[s] + 4.0f * y[2 * s] + 8.0f * y[3 * s];
  o[4 * t] = y[3 * s];
}

/// A^T: its transpose.
INLINE void points_to_windows(const v8 *m, size_t s, v8 *o, size_t t) {
  v8 sum = m[s] + m[2 * s], difference = m[s] - m[2 * s];
  o[0] = m[0] + sum + m[3 * s];
  o[t] = difference + 2.0f * m[3 * s];
  o[2 * t] = sum + 4.0f * m[3 * s];
  o[3 * t] = difference + 8.0f * m[3 * s] + m[4 * s];
}

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

INLINE void tile_image(const ck_tiling *s, const float *image, const float *activated, float slope, float *out,
                       size_t plane, int masked) {
  for (size_t tile = 0; tile < s->tile_rows * s->tile_columns; tile++) {
    ptrdiff_t top = (ptrdiff_t)(tile / s->tile_columns * 2 * TILE) - (ptrdiff_t)s->padding;
    ptrdiff_t left = (ptrdiff_t)(tile % s->tile_columns * 2 * TILE) - (ptrdiff_t)s->padding;
    for (size_t phase = 0; phase < 4; phase++) {
      pixel from[POINTS * POINTS];
      for (int i = 0; i < POINTS; i++)
        for (int j = 0; j < POINTS; j++)
          from[i * POINTS + j] = find_pixel(image, activated, top + 2 * i + (ptrdiff_t)(phase / 2),
                                            left + 2 * j + (ptrdiff_t)(phase % 2), s->height, s->width, s->channels);
      float *o = out + (tile * 4 + phase) * s->channels;
      for (size_t c = 0; c < s->channels; c += LANES) {
        v8 half[POINTS * POINTS];
        for (int j = 0; j < POINTS; j++) {
          v8 d[POINTS];
          for (int i = 0; i < POINTS; i++) read_pixel(from + i * POINTS + j, c, masked, slope, d + i);
          pixels_to_points(d, 1, half + j, POINTS);
        }
        for (int i = 0; i < POINTS; i++) {
          v8 v[POINTS];
          pixels_to_points(half + i * POINTS, 1, v, 1);
          for (int j = 0; j < POINTS; j++) *(v8 *)(o + (size_t)(i * POINTS + j) * plane + c) = v[j];
        }
      }
    }
  }
}

KERNEL void ck_tile_image(const ck_tiling *shape, const float *image, const float *activated, float slope, float *out,
                          size_t plane) {
  if (activated) tile_image(shape, image, activated, slope, out, plane, 1);
  else tile_image(shape, image, 0, 1, out, plane, 0);
}

KERNEL void ck_untile_image(const ck_tiling *s, const float *points, size_t plane, const float *bias, float slope,
                            float *restrict image) {
  size_t channels = s->channels, pixels = s->height * s->width;
  for (size_t i = 0; i < pixels; i++) {
    if (bias) memcpy(image + i * channels, bias, channels * sizeof(float));
    else memset(image + i * channels, 0, channels * sizeof(float));
  }
  for (size_t tile = 0; tile < s->tile_rows * s->tile_columns; tile++) {
    ptrdiff_t top = (ptrdiff_t)(tile / s->tile_columns * 2 * TILE) - (ptrdiff_t)s->padding;
    ptrdiff_t left = (ptrdiff_t)(tile % s->tile_columns * 2 * TILE) - (ptrdiff_t)s->padding;
    for (size_t phase = 0; phase < 4; phase++) {
      const float *z = points + (tile * 4 + phase) * channels;
      for (size_t c = 0; c < channels; c += LANES) {
        v8 half[POINTS * POINTS];
        for (int j = 0; j < POINTS; j++) {
          v8 v[POINTS];
          for (int i = 0; i < POINTS; i++) v[i] = LOAD(z + (size_t)(i * POINTS + j) * plane + c);
          points_to_pixels(v, 1, half + j, POINTS);
        }
        for (int i = 0; i < POINTS; i++) {
          ptrdiff_t y = top + 2 * i + (ptrdiff_t)(phase / 2);
          if (y < 0 || (size_t)y >= s->height) continue;
          v8 d[POINTS];
          points_to_pixels(half + i * POINTS, 1, d, 1);
          for (int j = 0; j < POINTS; j++) {
            ptrdiff_t x = left + 2 * j + (ptrdiff_t)(phase % 2);
            if (x < 0 || (size_t)x >= s->width) continue;
            v8 *o = (v8 *)(image + ((size_t)y * s->width + (size_t)x) * channels + c);
            *o += d[j];
          }
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

INLINE void tile_windows(const ck_tiling *s, const float *windows, const float *activated, float slope, float *out,
                         size_t plane, int masked) {
  for (size_t tile = 0; tile < s->tile_rows * s->tile_columns; tile++) {
    size_t top = tile / s->tile_columns * TILE, left = tile % s->tile_columns * TILE;
    pixel from[TILE * TILE];
    for (size_t i = 0; i < TILE; i++)
      for (size_t j = 0; j < TILE; j++)
        from[i * TILE + j] =
            find_pixel(windows, activated, (ptrdiff_t)(top + i), (ptrdiff_t)(left + j), s->rows, s->columns, s->filters);
    float *o = out + tile * s->filters;
    for (size_t f = 0; f < s->filters; f += LANES) {
      v8 half[POINTS * TILE];
      for (int j = 0; j < TILE; j++) {
        v8 y[TILE];
        for (int i = 0; i < TILE; i++) read_pixel(from + i * TILE + j, f, masked, slope, y + i);
        windows_to_points(y, 1, half + j, TILE);
      }
      for (int i = 0; i < POINTS; i++) {
        v8 v[POINTS];
        windows_to_points(half + i * TILE, 1, v, 1);
        for (int j = 0; j < POINTS; j++) *(v8 *)(o + (size_t)(i * POINTS + j) * plane + f) = v[j];
      }
    }
  }
}

KERNEL void ck_tile_windows(const ck_tiling *shape, const float *windows, const float *activated, float slope, float *out,
                            size_t plane) {
  if (activated) tile_windows(shape, windows, activated, slope, out, plane, 1);
  else tile_windows(shape, windows, 0, 1, out, plane, 0);
}

KERNEL void ck_untile_windows(const ck_tiling *s, const float *points, size_t plane, const float *bias, float slope,
                              float *restrict windows) {
  for (size_t tile = 0; tile < s->tile_rows * s->tile_columns; tile++) {
    size_t top = tile / s->tile_columns * TILE, left = tile % s->tile_columns * TILE;
    size_t rows = s->rows - top < TILE ? s->rows - top : TILE, columns = s->columns - left < TILE ? s->columns - left : TILE;
    const float *m = points + tile * s->filters;
    for (size_t f = 0; f < s->filters; f += LANES) {
      v8 half[TILE * POINTS], shift = {0};
      if (bias) shift = LOAD(bias + f);
      for (int j = 0; j < POINTS; j++) {
        v8 v[POINTS];
        for (int i = 0; i < POINTS; i++) v[i] = LOAD(m + (size_t)(i * POINTS + j) * plane + f);
        points_to_windows(v, 1, half + j, POINTS);
      }
      for (size_t i = 0; i < rows; i++) {
        v8 y[TILE];
        points_to_windows(half + i * POINTS, 1, y, 1);
        for (size_t j = 0; j < columns; j++) {
          v8 *o = (v8 *)(windows + ((top + i) * s->columns + left + j) * s->filters + f);
          *o = y[j] + shift;
          if (slope != 1.0f) leaky(o, o, slope, o);
        }
      }
    }
  }
}

/// G: two weights to points.
INLINE void weights_to_points(const v8 *g0, const v8 *g1, v8 *o, size_t t) {
  o[0] = *g0;
  o[t] = *g0 + *g1;
  o[2 * t] = *g0 - *g1;
  o[3 * t] = *g0 + 2.0f * *g1;
  o[4 * t] = *g1;
}

KERNEL void ck_tile_weights(size_t channels, size_t filters, size_t row, const float *restrict weight, float *restrict out,
                            size_t plane) {
  size_t phase = row / channels, channel = row % channels, tap = channels * filters;
  const float *w = weight + (phase / 2 * 4 + phase % 2) * tap + channel * filters;
  for (size_t f = 0; f < filters; f += LANES) {
    v8 half[POINTS * 2];
    for (size_t j = 0; j < 2; j++)
      weights_to_points((const v8 *)(w + 2 * j * tap + f), (const v8 *)(w + (8 + 2 * j) * tap + f), half + j, 2);
    for (int i = 0; i < POINTS; i++) {
      v8 v[POINTS];
      weights_to_points(half + 2 * i, half + 2 * i + 1, v, 1);
      for (int j = 0; j < POINTS; j++) *(v8 *)(out + (size_t)(i * POINTS + j) * plane + row * filters + f) = v[j];
    }
  }
}

/// G^T: its transpose.
INLINE void points_to_weights(const v8 *u, size_t s, v8 *g0, v8 *g1) {
  v8 sum = u[s] + u[3 * s];
  *g0 = u[0] + sum + u[2 * s];
  *g1 = sum - u[2 * s] + u[3 * s] + u[4 * s];
}

KERNEL void ck_untile_weights(size_t channels, size_t filters, size_t row, const float *restrict points, size_t plane,
                              float *restrict weight) {
  size_t phase = row / channels, channel = row % channels, tap = channels * filters;
  float *w = weight + (phase / 2 * 4 + phase % 2) * tap + channel * filters;
  for (size_t f = 0; f < filters; f += LANES) {
    v8 half[2 * POINTS];
    for (int j = 0; j < POINTS; j++) {
      v8 u[POINTS];
      for (int i = 0; i < POINTS; i++) u[i] = LOAD(points + (size_t)(i * POINTS + j) * plane + row * filters + f);
      points_to_weights(u, 1, half + j, half + POINTS + j);
    }
    for (size_t i = 0; i < 2; i++) {
      v8 g0, g1;
      points_to_weights(half + i * POINTS, 1, &g0, &g1);
      *(v8 *)(w + 8 * i * tap + f) = g0;
      *(v8 *)(w + (8 * i + 2) * tap + f) = g1;
    }
  }
}

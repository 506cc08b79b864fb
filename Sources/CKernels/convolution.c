// Convolutions without an image-to-column copy: images are padded once, and every output pixel reads runs of its window
// in place.  A tile of 6 pixels by 16 channels stays in registers.
#include "CKernels.h"
#include "dispatch.h"
#include <string.h>

typedef float v16 __attribute__((vector_size(64), aligned(4)));
typedef float v8 __attribute__((vector_size(32), aligned(4)));
typedef int32_t i16 __attribute__((vector_size(64)));
typedef int32_t i8 __attribute__((vector_size(32)));
enum { TILE = 6 };

size_t ck_panel_columns(size_t columns) { return (columns + 7) / 8 * 8; }

INLINE size_t panel_width(size_t columns, size_t start) { return columns - start > 8 ? 16 : 8; }

KERNEL void ck_pack_panels(size_t depth, size_t columns, const float *restrict b, size_t row_stride, size_t column_stride,
                           size_t packed_depth, size_t start, float *restrict packed) {
  for (size_t n = 0; n < columns;) {
    size_t width = panel_width(columns, n), count = columns - n < width ? columns - n : width;
    float *panel = packed + n * packed_depth + start * width;
    for (size_t k = 0; k < depth; k++) {
      const float *row = b + k * row_stride + n * column_stride;
      float *o = panel + k * width;
      if (column_stride == 1 && count == 16) memcpy(o, row, 64);
      else
        for (size_t j = 0; j < width; j++) o[j] = j < count ? row[j * column_stride] : 0.0f;
    }
    n += width;
  }
}

/// Pixels that are worked on together: both sides of a product stay in the nearest cache.
enum { BLOCK = 96, SHORT = 64 };

/// Where pixels first ..< first + count begin.
INLINE void find_rows(const ck_rows *rows, size_t first, size_t count, const float **out) {
  size_t image = first / rows->per_image, pixel = first % rows->per_image;
  for (size_t r = 0; r < count; r++) {
    out[r] = rows->base + image * rows->image_stride + rows->offsets[pixel];
    if (++pixel == rows->per_image) { pixel = 0; image++; }
  }
}

#define STORE_ROW(NAME, V, I)                                                                                             \
  INLINE void NAME(const float *sum, const float *bias, float slope, float *out) {                                     \
    V v = *(const V *)sum;                                                                                             \
    if (bias) v += *(const V *)bias;                                                                                   \
    V low = v * slope;                                                                                                 \
    I positive = v > 0;                                                                                                \
    *(V *)out = (V)(((I)v & positive) | ((I)low & ~positive));                                                         \
  }
STORE_ROW(store_16, v16, i16)
STORE_ROW(store_8, v8, i8)

INLINE void store_row(const float *sum, size_t count, const float *bias, float slope, float *out) {
  for (size_t j = 0; j < count; j++) {
    float v = sum[j] + (bias ? bias[j] : 0.0f);
    out[j] = v > 0 ? v : v * slope;
  }
}

/// Adds one tap to the tile.  Sums rest in memory between taps, as registers are too few for a loop around this loop.
#define PRODUCT_TILE(NAME, V, WIDTH)                                                                                   \
  INLINE void NAME(const float *const *source, size_t offset, size_t run, const float *panel, float sums[TILE][16]) {  \
    V acc[TILE];                                                                                                       \
    for (int i = 0; i < TILE; i++) acc[i] = *(V *)sums[i];                                                             \
    const float *s0 = source[0] + offset, *s1 = source[1] + offset, *s2 = source[2] + offset;                          \
    const float *s3 = source[3] + offset, *s4 = source[4] + offset, *s5 = source[5] + offset;                          \
    _Pragma("clang loop vectorize(disable)") for (size_t k = 0; k < run; k++) {                                        \
      V b = *(const V *)(panel + k * WIDTH);                                                                           \
      acc[0] += s0[k] * b;                                                                                             \
      acc[1] += s1[k] * b;                                                                                             \
      acc[2] += s2[k] * b;                                                                                             \
      acc[3] += s3[k] * b;                                                                                             \
      acc[4] += s4[k] * b;                                                                                             \
      acc[5] += s5[k] * b;                                                                                             \
    }                                                                                                                  \
    for (int i = 0; i < TILE; i++) *(V *)sums[i] = acc[i];                                                             \
    __asm__ volatile("" ::: "memory");                                                                                 \
  }
PRODUCT_TILE(product_tile_16, v16, 16)
PRODUCT_TILE(product_tile_8, v8, 8)

KERNEL void ck_window_products(const ck_rows *source, size_t first, size_t count, size_t taps, size_t tap_stride,
                               size_t run, size_t columns, const float *packed, const float *bias, float slope,
                               const ck_rows *target) {
  size_t depth = taps * run;
  int gathers = taps > 1 && depth <= SHORT;
  for (size_t start = 0; start < count; start += BLOCK) {
    size_t rows = count - start < BLOCK ? count - start : BLOCK;
    const float *from[BLOCK + TILE], *to[BLOCK];
    float windows[BLOCK * SHORT];
    find_rows(source, first + start, rows, from);
    find_rows(target, first + start, rows, to);
    if (gathers) {
      for (size_t r = 0; r < rows; r++)
        for (size_t t = 0; t < taps; t++)
          for (size_t k = 0; k < run; k++) windows[r * depth + t * run + k] = from[r][t * tap_stride + k];
      for (size_t r = 0; r < rows; r++) from[r] = windows + r * depth;
    }
    for (size_t r = rows; r < rows + TILE; r++) from[r] = from[rows - 1];
    for (size_t n = 0; n < columns;) {
      size_t width = panel_width(columns, n), valid = columns - n < width ? columns - n : width;
      const float *panel = packed + n * depth, *b = bias ? bias + n : 0;
      for (size_t r = 0; r < rows; r += TILE) {
        float sums[TILE][16] = {{0}};
        size_t live = rows - r < TILE ? rows - r : TILE;
        if (gathers) {
          if (width == 16) product_tile_16(from + r, 0, depth, panel, sums);
          else product_tile_8(from + r, 0, depth, panel, sums);
        } else {
          for (size_t t = 0; t < taps; t++) {
            if (width == 16) product_tile_16(from + r, t * tap_stride, run, panel + t * run * 16, sums);
            else product_tile_8(from + r, t * tap_stride, run, panel + t * run * 8, sums);
          }
        }
        if (valid == 16)
          for (size_t i = 0; i < live; i++) store_16(sums[i], b, slope, (float *)to[r + i] + n);
        else if (valid == 8)
          for (size_t i = 0; i < live; i++) store_8(sums[i], b, slope, (float *)to[r + i] + n);
        else
          for (size_t i = 0; i < live; i++) store_row(sums[i], valid, b, slope, (float *)to[r + i] + n);
      }
      n += width;
    }
  }
}

#define OUTER_TILE(NAME, V)                                                                                            \
  INLINE void NAME(size_t rows, const float *const *a, const float *const *g, size_t k, size_t n,                      \
                   float sums[TILE][16]) {                                                                             \
    V acc[TILE];                                                                                                       \
    for (int i = 0; i < TILE; i++) acc[i] = (V){0};                                                                    \
    for (size_t r = 0; r < rows; r++) {                                                                                \
      V b = *(const V *)(g[r] + n);                                                                                    \
      const float *s = a[r] + k;                                                                                       \
      acc[0] += s[0] * b;                                                                                              \
      acc[1] += s[1] * b;                                                                                              \
      acc[2] += s[2] * b;                                                                                              \
      acc[3] += s[3] * b;                                                                                              \
      acc[4] += s[4] * b;                                                                                              \
      acc[5] += s[5] * b;                                                                                              \
    }                                                                                                                  \
    for (int i = 0; i < TILE; i++) *(V *)sums[i] = acc[i];                                                             \
  }
OUTER_TILE(outer_tile_16, v16)
OUTER_TILE(outer_tile_8, v8)

KERNEL void ck_window_outer(const ck_rows *source, const ck_rows *gradient, size_t count, size_t tap_offset, size_t run,
                            size_t first_column, size_t columns, float *restrict out, size_t stride) {
  for (size_t k = 0; k < run; k++)
    for (size_t n = 0; n < columns; n++) out[k * stride + n] = 0;
  for (size_t start = 0; start < count; start += BLOCK) {
    const float *a[BLOCK], *g[BLOCK];
    size_t rows = count - start < BLOCK ? count - start : BLOCK;
    find_rows(source, start, rows, a);
    find_rows(gradient, start, rows, g);
    for (size_t r = 0; r < rows; r++) {
      a[r] += tap_offset;
      g[r] += first_column;
    }
    for (size_t k = 0; k < run; k += TILE) {
      size_t live = run - k < TILE ? run - k : TILE;
      for (size_t n = 0; n < columns;) {
        size_t width = panel_width(columns, n), valid = columns - n < width ? columns - n : width;
        float sums[TILE][16];
        if (width == 16) outer_tile_16(rows, a, g, k, n, sums);
        else outer_tile_8(rows, a, g, k, n, sums);
        for (size_t i = 0; i < live; i++) {
          float *o = out + (k + i) * stride + n;
          for (size_t j = 0; j < valid; j++) o[j] += sums[i][j];
        }
        n += width;
      }
    }
  }
}

KERNEL void ck_pad_image(size_t height, size_t width, size_t channels, size_t top, size_t left, size_t padded_height,
                         size_t padded_width, const float *restrict x, const float *restrict activated, float slope,
                         float *restrict out) {
  size_t row = width * channels, padded_row = padded_width * channels;
  memset(out, 0, top * padded_row * sizeof(float));
  for (size_t y = 0; y < height; y++) {
    float *o = out + (top + y) * padded_row;
    const float *from = x + y * row;
    for (size_t i = 0; i < left * channels; i++) o[i] = 0;
    o += left * channels;
    if (activated) {
      const float *sign = activated + y * row;
      for (size_t i = 0; i < row; i++) o[i] = sign[i] > 0 ? from[i] : from[i] * slope;
    } else {
      memcpy(o, from, row * sizeof(float));
    }
    o += row;
    for (size_t i = 0; i < padded_row - row - left * channels; i++) o[i] = 0;
  }
  memset(out + (top + height) * padded_row, 0, (padded_height - top - height) * padded_row * sizeof(float));
}

/// Windows' column kx of all x, added to one row of the image.
INLINE void scatter_column(const ck_scatter *s, size_t channels, size_t kx, const float *restrict windows,
                           float *restrict row) {
  size_t stride = s->stride, step = s->kernel * s->kernel * channels;
  // 0 <= x stride + kx - padding < width
  size_t first = kx >= s->padding ? 0 : (s->padding - kx + stride - 1) / stride;
  size_t end = s->width + s->padding > kx ? (s->width + s->padding - kx + stride - 1) / stride : 0;
  if (end > s->window_columns) end = s->window_columns;
  for (size_t x = first; x < end; x++)
    for (size_t c = 0; c < channels; c++)
      row[(x * stride + kx - s->padding) * channels + c] += windows[x * step + kx * channels + c];
}

KERNEL void ck_scatter_windows(const ck_scatter *shape, const float *restrict windows, const float *restrict bias,
                               float slope, float *restrict out) {
  ck_scatter s = *shape;
  size_t row = s.width * s.channels, line = s.kernel * s.channels;
  for (size_t y = 0; y < s.height; y++) {
    float *o = out + y * row;
    for (size_t x = 0; x < s.width; x++)
      for (size_t c = 0; c < s.channels; c++) o[x * s.channels + c] = bias ? bias[c] : 0.0f;
    for (size_t ky = (y + s.padding) % s.stride; ky < s.kernel && ky <= y + s.padding; ky += s.stride) {
      size_t from = (y + s.padding - ky) / s.stride;
      if (from >= s.window_rows) continue;
      const float *w = windows + (from * s.window_columns * s.kernel + ky) * line;
      for (size_t kx = 0; kx < s.kernel; kx++) {
        if (s.channels == 1) scatter_column(&s, 1, kx, w, o);
        else if (s.channels == 3) scatter_column(&s, 3, kx, w, o);
        else scatter_column(&s, s.channels, kx, w, o);
      }
    }
    if (slope != 1.0f)
      for (size_t i = 0; i < row; i++) o[i] = o[i] > 0 ? o[i] : o[i] * slope;
  }
}

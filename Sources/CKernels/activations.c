// Activations and the row-wise pieces around matrix products.
#include "CKernels.h"
#include "mathematics.h"
#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

void ck_flush_denormals(void) {
#if defined(__x86_64__)
  _mm_setcsr(_mm_getcsr() | 0x8040);
#endif
}

uint32_t ck_floating_point_mode(void) {
#if defined(__x86_64__)
  return _mm_getcsr();
#else
  return 0;
#endif
}

void ck_set_floating_point_mode(uint32_t mode) {
#if defined(__x86_64__)
  _mm_setcsr(mode);
#else
  (void)mode;
#endif
}

KERNEL void ck_silu(size_t n, const float *x, float *out) {
  for (size_t i = 0; i < n; i++) out[i] = x[i] * sigmoid(x[i]);
}

INLINE float silu_slope(float x) {
  float s = sigmoid(x);
  return s * (1.0f + x * (1.0f - s));
}

KERNEL void ck_silu_gradient(size_t n, const float *restrict x, const float *restrict g, float *restrict out) {
  for (size_t i = 0; i < n; i++) out[i] = g[i] * silu_slope(x[i]);
}

KERNEL void ck_dropout(size_t n, const float *x, const uint8_t *restrict keep, float scale,
                       float *out) {
  for (size_t i = 0; i < n; i++) out[i] = x[i] * ((float)keep[i] * scale);
}

KERNEL void ck_add(size_t n, const float *restrict a, const float *restrict b, float *restrict out) {
  for (size_t i = 0; i < n; i++) out[i] = a[i] + b[i];
}

KERNEL void ck_fill_rows(size_t rows, size_t columns, const float *restrict bias, const float *restrict table,
                         size_t table_stride, const int32_t *restrict index, float *restrict out, size_t stride) {
  for (size_t r = 0; r < rows; r++) {
    float *o = out + r * stride;
    if (table) {
      const float *t = table + (size_t)index[r] * table_stride;
      for (size_t c = 0; c < columns; c++) o[c] = bias[c] + t[c];
    } else {
      for (size_t c = 0; c < columns; c++) o[c] = bias[c];
    }
  }
}

KERNEL void ck_bias_silu_residual(size_t rows, size_t columns, const float *restrict bias, const float *restrict h,
                                  float *restrict z, float *restrict out, size_t stride) {
  for (size_t r = 0; r < rows; r++) {
    size_t o = r * stride;
    for (size_t c = 0; c < columns; c++) {
      float v = z[o + c] + bias[c];
      z[o + c] = v;
      out[o + c] = h[o + c] + v * sigmoid(v);
    }
  }
}

KERNEL void ck_silu_gradient_rows(size_t rows, size_t columns, const float *restrict z, const float *restrict g,
                                  float *restrict out, size_t stride) {
  for (size_t r = 0; r < rows; r++) {
    size_t o = r * stride;
    for (size_t c = 0; c < columns; c++) out[o + c] = g[o + c] * silu_slope(z[o + c]);
  }
}

KERNEL void ck_column_sums(size_t rows, size_t columns, const float *restrict x, size_t stride,
                           float *restrict sums) {
  for (size_t c = 0; c < columns; c++) sums[c] = 0;
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++) sums[c] += x[r * stride + c];
}

KERNEL void ck_scatter_add(size_t rows, size_t columns, const float *restrict x, size_t stride,
                           const int32_t *restrict index, float *restrict table, size_t table_stride) {
  for (size_t r = 0; r < rows; r++) {
    float *t = table + (size_t)index[r] * table_stride;
    for (size_t c = 0; c < columns; c++) t[c] += x[r * stride + c];
  }
}

KERNEL void ck_gather(size_t rows, size_t columns, const float *restrict table, size_t table_stride,
                      const int32_t *restrict index, float *restrict out, size_t stride) {
  for (size_t r = 0; r < rows; r++) {
    const float *t = table + (size_t)index[r] * table_stride;
    for (size_t c = 0; c < columns; c++) out[r * stride + c] = t[c];
  }
}

KERNEL void ck_gain_rows(size_t rows, size_t columns, const float *x, size_t stride, const int32_t *restrict index,
                         const float *restrict gain, size_t gain_stride, float *out) {
  for (size_t r = 0; r < rows; r++) {
    const float *k = gain + (size_t)index[r] * gain_stride;
    for (size_t c = 0; c < columns; c++) out[r * stride + c] = x[r * stride + c] * (1.0f + k[c]);
  }
}

KERNEL void ck_scatter_product(size_t rows, size_t columns, const float *restrict x, const float *restrict g,
                               size_t stride, const int32_t *restrict index, float *restrict sum,
                               size_t sum_stride) {
  for (size_t r = 0; r < rows; r++) {
    float *s = sum + (size_t)index[r] * sum_stride;
    for (size_t c = 0; c < columns; c++) s[c] += x[r * stride + c] * g[r * stride + c];
  }
}

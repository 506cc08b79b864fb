// Row-wise pieces of image networks: normalisation over pixels, activations, and the losses of a discriminator's scores.
#include "CKernels.h"
#include "mathematics.h"

KERNEL void ck_channel_moments(size_t rows, size_t channels, const float *restrict x, float *restrict mean,
                               float *restrict squares) {
  for (size_t c = 0; c < channels; c++) mean[c] = squares[c] = 0;
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < channels; c++) mean[c] += x[r * channels + c];
  float share = 1.0f / (float)rows;
  for (size_t c = 0; c < channels; c++) mean[c] *= share;
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < channels; c++) {
      float d = x[r * channels + c] - mean[c];
      squares[c] += d * d;
    }
}

KERNEL void ck_normalise(size_t rows, size_t channels, const float *restrict x, const float *restrict factor,
                         const float *restrict shift, float slope, float *restrict out) {
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < channels; c++) {
      float v = x[r * channels + c] * factor[c] + shift[c];
      out[r * channels + c] = v > 0 ? v : v * slope;
    }
}

KERNEL void ck_norm_sums(size_t rows, size_t channels, const float *restrict x, const float *restrict gradient,
                         const float *restrict activated, float slope, const float *restrict mean,
                         const float *restrict inverse, float *restrict sum, float *restrict product) {
  for (size_t c = 0; c < channels; c++) sum[c] = product[c] = 0;
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < channels; c++) {
      size_t i = r * channels + c;
      float g = activated[i] > 0 ? gradient[i] : gradient[i] * slope;
      sum[c] += g;
      product[c] += g * (x[i] - mean[c]);
    }
  for (size_t c = 0; c < channels; c++) product[c] *= inverse[c];
}

KERNEL void ck_norm_gradient(size_t rows, size_t channels, const float *restrict x, const float *restrict gradient,
                             const float *restrict activated, float slope, const float *restrict mean,
                             const float *restrict factor, const float *restrict constant, const float *restrict linear,
                             float *restrict out) {
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < channels; c++) {
      size_t i = r * channels + c;
      float g = activated[i] > 0 ? gradient[i] : gradient[i] * slope;
      out[i] = g * factor[c] - constant[c] - (x[i] - mean[c]) * linear[c];
    }
}

KERNEL void ck_leaky(size_t n, const float *restrict x, const float *restrict sign, float slope, float *restrict out) {
  for (size_t i = 0; i < n; i++) out[i] = sign[i] > 0 ? x[i] : x[i] * slope;
}

KERNEL void ck_bias_leaky(size_t rows, size_t columns, const float *restrict bias, float slope, float *restrict x,
                          size_t stride) {
  for (size_t r = 0; r < rows; r++)
    for (size_t c = 0; c < columns; c++) {
      float v = x[r * stride + c] + bias[c];
      x[r * stride + c] = v > 0 ? v : v * slope;
    }
}

KERNEL void ck_tanh(size_t n, const float *restrict x, float *restrict out) {
  for (size_t i = 0; i < n; i++) {
    float v = x[i], square = v * v;
    // Below 1/4 the series x - x³/3 + 2x⁵/15 - 17x⁷/315 + 62x⁹/2835 is exact enough, where the quotient would cancel.
    float series = v + v * square * (-1.0f / 3 + square * (2.0f / 15 + square * (-17.0f / 315 + square * (62.0f / 2835))));
    float quotient = 1.0f - 2.0f / (fast_exp(2.0f * v) + 1.0f);
    out[i] = square < 0.0625f ? series : quotient;
  }
}

KERNEL void ck_tanh_gradient(size_t n, const float *restrict y, const float *restrict g, float *restrict out) {
  for (size_t i = 0; i < n; i++) out[i] = g[i] * (1.0f - y[i] * y[i]);
}

KERNEL void ck_sigmoid(size_t n, const float *restrict x, float *restrict out) {
  for (size_t i = 0; i < n; i++) out[i] = sigmoid(x[i]);
}

KERNEL void ck_sigmoid_gradient(size_t n, const float *restrict y, const float *restrict g, float *restrict out) {
  for (size_t i = 0; i < n; i++) out[i] = g[i] * y[i] * (1.0f - y[i]);
}

KERNEL float ck_dot(size_t n, const float *restrict a, const float *restrict b) {
  float lanes[16] = {0};
  size_t i = 0;
  for (; i + 16 <= n; i += 16)
    for (size_t j = 0; j < 16; j++) lanes[j] += a[i + j] * b[i + j];
  float sum = 0;
  for (size_t j = 0; j < 16; j++) sum += lanes[j];
  for (; i < n; i++) sum += a[i] * b[i];
  return sum;
}

KERNEL void ck_add_scaled(size_t n, float scale, const float *restrict x, float *restrict out) {
  for (size_t i = 0; i < n; i++) out[i] += scale * x[i];
}

KERNEL void ck_lerp(size_t n, float weight, const float *restrict x, float *restrict out) {
  for (size_t i = 0; i < n; i++) out[i] += weight * (x[i] - out[i]);
}

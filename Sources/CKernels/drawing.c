// The hidden units of one token for rows whose earlier tokens are known: sums of table rows instead of matrix products.
#include "CKernels.h"
#include "mathematics.h"

/// Eight floats at any address; the compiler maps them to what the processor has.
typedef float eight __attribute__((vector_size(32), aligned(4)));

/// acc[0 ..< 8 N] = first + second + sum over tokens of that token's table row.
#define SUM_COLUMNS(N)                                                                              \
  do {                                                                                              \
    eight sum[N];                                                                                   \
    for (int j = 0; j < N; j++)                                                                     \
      sum[j] = *(const eight *)(bias + c + 8 * j) + *(const eight *)(own + c + 8 * j);              \
    for (size_t s = 0; s < tokens; s++) {                                                           \
      const float *t = table + (offsets[s] + (size_t)codes[s * stride + r]) * columns + c;           \
      for (int j = 0; j < N; j++) sum[j] += *(const eight *)(t + 8 * j);                            \
    }                                                                                               \
    for (int j = 0; j < N; j++) *(eight *)(o + c + 8 * j) = sum[j];                                 \
  } while (0)

KERNEL void ck_draw_activations(size_t rows, size_t columns, size_t tokens, const int32_t *restrict codes,
                                size_t stride, const size_t *restrict offsets, const float *restrict table,
                                const float *restrict bias, const float *restrict class_table,
                                const float *restrict gain, size_t class_stride, const int32_t *restrict classes,
                                float *restrict out) {
  for (size_t r = 0; r < rows; r++) {
    const float *own = class_table + (size_t)classes[r] * class_stride;
    const float *k = gain + (size_t)classes[r] * class_stride;
    float *o = out + r * columns;
    size_t c = 0;
    for (; c + 64 <= columns; c += 64) SUM_COLUMNS(8);
    for (; c + 16 <= columns; c += 16) SUM_COLUMNS(2);
    for (; c < columns; c++) {
      float sum = bias[c] + own[c];
      for (size_t s = 0; s < tokens; s++)
        sum += table[(offsets[s] + (size_t)codes[s * stride + r]) * columns + c];
      o[c] = sum;
    }
    for (c = 0; c < columns; c++) o[c] = o[c] * sigmoid(o[c]) * (1.0f + k[c]);
  }
}

KERNEL void ck_sort_words(size_t n, uint64_t *restrict words, uint64_t *restrict scratch) {
  enum { bits = 11, passes = 6, places = 1 << bits };
  uint64_t *from = words, *to = scratch;
  for (int pass = 0; pass < passes; pass++) {
    uint32_t starts[places] = {0};
    int shift = pass * bits;
    for (size_t i = 0; i < n; i++) starts[(from[i] >> shift) & (places - 1)]++;
    uint32_t sum = 0;
    for (size_t i = 0; i < places; i++) {
      uint32_t count = starts[i];
      starts[i] = sum;
      sum += count;
    }
    for (size_t i = 0; i < n; i++) to[starts[(from[i] >> shift) & (places - 1)]++] = from[i];
    uint64_t *other = from;
    from = to;
    to = other;
  }
}

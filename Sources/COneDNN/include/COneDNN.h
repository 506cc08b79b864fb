// oneDNN behind one thin interface, the same for its versions 2 and 3.
#ifndef AUGMENT_CONEDNN_H
#define AUGMENT_CONEDNN_H
#include <stdbool.h>
#include <stdint.h>

/// Row-major C = alpha op(A) op(B) + beta C on the calling thread alone; op transposes when asked.
/// Returns 0, or oneDNN's status code.
int augment_sgemm(bool transpose_a, bool transpose_b, int64_t m, int64_t n, int64_t k, float alpha, const float *a,
                  int64_t lda, const float *b, int64_t ldb, float beta, float *c, int64_t ldc);
/// The version of the library that is linked, such as "2.6.3".
const char *augment_onednn_version(void);
#endif

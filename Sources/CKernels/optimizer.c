// AdamW and the moving average of the weights, one pass over memory.
#include "CKernels.h"
#include "dispatch.h"
#include <math.h>

KERNEL void ck_adam(size_t n, const ck_adam_options *options, const float *restrict gradient,
                    float *restrict weight, float *restrict first, float *restrict second,
                    float *restrict average) {
  const ck_adam_options o = *options;
  float step = o.rate / o.correction1, root = 1.0f / sqrtf(o.correction2), shrink = 1.0f - o.rate * o.decay;
  for (size_t i = 0; i < n; i++) {
    float g = gradient[i], m = g;
    if (first) { m = o.beta1 * first[i] + (1.0f - o.beta1) * g; first[i] = m; }
    float v = o.beta2 * second[i] + (1.0f - o.beta2) * g * g;
    second[i] = v;
    float w = weight[i] * shrink - step * m / (__builtin_sqrtf(v) * root + o.epsilon);
    weight[i] = w;
    if (average) average[i] += (1.0f - o.average_decay) * (w - average[i]);
  }
}

// AdamW and the moving average of the weights, one pass over memory.
#include "CKernels.h"
#include "dispatch.h"
#include <math.h>

KERNEL void ck_adam(size_t n, const ck_adam_options *options, const float *restrict gradient,
                    float *restrict weight, float *restrict first, float *restrict second,
                    float *restrict average) {
  const ck_adam_options o = *options;
  float step = o.rate / o.correction1, root = 1.0f / sqrtf(o.correction2), shrink = 1.0f - o.rate * o.decay;
  // The optional parts apart, so that no loop has a branch inside.
  if (first) {
    for (size_t i = 0; i < n; i++) first[i] = o.beta1 * first[i] + (1.0f - o.beta1) * gradient[i];
  }
  const float *mean = first ? first : gradient;
  for (size_t i = 0; i < n; i++) {
    float g = gradient[i], v = o.beta2 * second[i] + (1.0f - o.beta2) * g * g;
    second[i] = v;
    weight[i] = weight[i] * shrink - step * mean[i] / (__builtin_elementwise_sqrt(v) * root + o.epsilon);
  }
  if (average) {
    for (size_t i = 0; i < n; i++) average[i] += (1.0f - o.average_decay) * (weight[i] - average[i]);
  }
}

// One definition per kernel, several machine codes: the loader picks the best one for the processor.
#ifndef AUGMENT_DISPATCH_H
#define AUGMENT_DISPATCH_H
#if defined(__x86_64__) && defined(__linux__)
#define KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define KERNEL
#endif
#define INLINE static inline __attribute__((always_inline))
#endif

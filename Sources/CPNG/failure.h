// How a call into libpng ends early: its words are kept, then it jumps back to where it was started.
#ifndef AUGMENT_CPNG_FAILURE_H
#define AUGMENT_CPNG_FAILURE_H
#include <png.h>
#include "CPNG.h"

typedef struct {
  char message[CPNG_MESSAGE_SIZE];
  cpng_status status;
} cpng_failure;

/// libpng's error handler; does not return.
void cpng_fail(png_structp png, png_const_charp text);
/// libpng's warning handler: what it can mend is no one's concern.
void cpng_ignore(png_structp png, png_const_charp text);
/// Copies a message, cut to its room.
void cpng_copy_message(char message[CPNG_MESSAGE_SIZE], const char *text);
#endif

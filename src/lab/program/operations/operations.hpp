// The operations by name; each is defined in the file it is called after.
#pragma once

#include "lab/program/operation.hpp"

namespace headscope::lab {

extern const Operation kEmbedInput, kEmbedMemory;                                  // embed.cpp
extern const Operation kProjectQuery, kProjectKey, kProjectValue, kProjectOutput;  // project.cpp
extern const Operation kScore;                                                     // score.cpp
extern const Operation kScale;                                                     // scale.cpp
extern const Operation kMask;                                                      // mask.cpp
extern const Operation kSoftmax;                                                   // softmax.cpp
extern const Operation kMix;                                                       // mix.cpp
extern const Operation kMerge, kPassOn;                                            // merge.cpp

}  // namespace headscope::lab

// A linked shader program.
#pragma once

#include <GLES3/gl3.h>

namespace headscope::app {

/// Sources without the version line; 0 when it does not link. Attribute locations are in the source.
GLuint link_program(const char* vertex_source, const char* fragment_source);

}  // namespace headscope::app

// A linked shader program: see program.hpp.
#include "app/gl/program.hpp"

namespace headscope::app {
namespace {

GLuint compile(GLenum type, const char* source) {
    const char* parts[] = {"#version 300 es\nprecision highp float;precision highp int;precision highp sampler2D;\n", source};
    const GLuint shader = glCreateShader(type);
    glShaderSource(shader, 2, parts, nullptr);
    glCompileShader(shader);
    return shader;
}

}  // namespace

GLuint link_program(const char* vertex_source, const char* fragment_source) {
    const GLuint program = glCreateProgram();
    const GLuint shaders[] = {compile(GL_VERTEX_SHADER, vertex_source), compile(GL_FRAGMENT_SHADER, fragment_source)};
    for (const GLuint shader : shaders) glAttachShader(program, shader);
    glLinkProgram(program);
    for (const GLuint shader : shaders) glDeleteShader(shader);
    GLint linked = 0;
    glGetProgramiv(program, GL_LINK_STATUS, &linked);
    if (linked) return program;
    glDeleteProgram(program);
    return 0;
}

}  // namespace headscope::app

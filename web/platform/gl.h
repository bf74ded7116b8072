// The GL functions that both worlds have: OpenGL ES 3.0 in the browser, desktop OpenGL 3.3 natively.
//
// Headers only, no loader: on a desktop the GL library is linked and exports what version 3.3 needs.
#pragma once

#if defined(__wasm__)
#include <GLES3/gl3.h>
#else
#define GL_GLEXT_PROTOTYPES
#include <GL/gl.h>
#include <GL/glext.h>
#endif

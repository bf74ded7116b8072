# How our own code is compiled, as targets to link against: deltarule_flags (everybody; what callers must share)
# and deltarule_warnings (our sources only). Same floating point everywhere: no contraction, no fast-math.
# It decides no target's optimization level beyond the build type; the targets do.

set(CMAKE_CXX_EXTENSIONS OFF)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
# -O3 in Release (CMake's default), without its -DNDEBUG surprises elsewhere.
set(CMAKE_CXX_FLAGS_RELEASE "-O3 -DNDEBUG")

# The one PUBLIC place for what must agree across every translation unit.
add_library(deltarule_flags INTERFACE)
target_compile_features(deltarule_flags INTERFACE cxx_std_20)
target_include_directories(deltarule_flags INTERFACE "${CMAKE_SOURCE_DIR}")
target_compile_options(deltarule_flags INTERFACE -ffp-contract=off)
# Eigen packs blocks on the stack up to this limit; Emscripten's default stack of 64 KB overflows silently.
target_compile_definitions(deltarule_flags INTERFACE EIGEN_STACK_ALLOCATION_LIMIT=65536)
if(EMSCRIPTEN)
  target_compile_options(deltarule_flags INTERFACE -msimd128)
  target_link_options(deltarule_flags INTERFACE -sSTACK_SIZE=1MB -sALLOW_MEMORY_GROWTH=1)
endif()

# Product code throws nothing: a failed allocation or a broken invariant ends the program, all else is Result<T>.
if(DELTARULE_FUSED_MULTIPLY_ADD AND NOT EMSCRIPTEN)
  target_compile_definitions(deltarule_flags INTERFACE DELTARULE_FUSED_MULTIPLY_ADD=1)
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    target_compile_options(deltarule_flags INTERFACE -mfma)
  endif()
endif()

add_library(deltarule_no_exceptions INTERFACE)
target_compile_options(deltarule_no_exceptions INTERFACE -fno-exceptions)

add_library(deltarule_warnings INTERFACE)
target_compile_options(deltarule_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  # Vectors wider than the target's registers are passed by reference within one library; the ABI note is noise.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-psabi>
  # What GCC guesses after optimization differs from version to version and is wrong about std::string and
  # std::variant (GCC bugs 105651, 80635); the sanitizers look for the real ones.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
  $<$<BOOL:${DELTARULE_WERROR}>:-Werror>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-error=array-bounds>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-error=stringop-overflow>)

if(DELTARULE_SANITIZE)
  add_compile_options(-O1 -g1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
endif()

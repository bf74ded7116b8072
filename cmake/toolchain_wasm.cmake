# Finds Emscripten (at least the version of tools/versions.env) and hands over to its own toolchain file.
# Looked for in this order: EMSDK, emcc on PATH, the distribution's, .deps (where tools/setup puts one).
# It sets no compiler flag: those are in compile_flags.cmake.
file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/../tools/versions.env" _line REGEX "^EMSCRIPTEN_MIN=")
string(REGEX REPLACE "^EMSCRIPTEN_MIN=" "" _emscripten_min "${_line}")

set(_candidates)
if(DEFINED ENV{EMSDK})
  list(APPEND _candidates "$ENV{EMSDK}/upstream/emscripten")
endif()
find_program(_emcc_on_path emcc NO_CACHE NO_CMAKE_FIND_ROOT_PATH)
if(_emcc_on_path)
  file(REAL_PATH "${_emcc_on_path}" _real)
  cmake_path(GET _real PARENT_PATH _real)
  list(APPEND _candidates "${_real}")
endif()
list(APPEND _candidates /usr/share/emscripten "${CMAKE_CURRENT_LIST_DIR}/../.deps/emscripten/share/emscripten")

set(_emscripten_root)
set(_seen)
foreach(_candidate IN LISTS _candidates)
  if(_emscripten_root OR NOT EXISTS "${_candidate}/emscripten-version.txt")
    continue()
  endif()
  file(READ "${_candidate}/emscripten-version.txt" _version)
  string(REGEX MATCH "[0-9]+\\.[0-9]+\\.[0-9]+" _version "${_version}")
  list(APPEND _seen "${_candidate} (${_version})")
  if(_version VERSION_GREATER_EQUAL _emscripten_min)
    file(REAL_PATH "${_candidate}" _emscripten_root)
  endif()
endforeach()

if(NOT _emscripten_root)
  message(FATAL_ERROR "Emscripten ${_emscripten_min} or newer was not found (seen: ${_seen}).\n"
    "Run tools/setup, or put emsdk's emcc on PATH.")
endif()
set(EMSCRIPTEN_ROOT_PATH "${_emscripten_root}" CACHE PATH "Emscripten" FORCE)
include("${_emscripten_root}/cmake/Modules/Platform/Emscripten.cmake")

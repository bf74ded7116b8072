# shaders/*.glsl as std::string_view functions in a generated "shaders.h" (target deltarule_shaders).
# A function is named after its file: output_map.frag.glsl -> shaders::output_map_frag().
file(GLOB _shaders CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/shaders/*.glsl")
set(_out "${CMAKE_BINARY_DIR}/generated/shaders")
add_custom_command(
  OUTPUT "${_out}/shaders.h" "${_out}/shaders.cpp"
  COMMAND ${CMAKE_COMMAND} -D "OUT=${_out}" -D "SHADERS=${_shaders}" -P "${CMAKE_SOURCE_DIR}/cmake/write_shaders.cmake"
  DEPENDS ${_shaders} "${CMAKE_SOURCE_DIR}/cmake/write_shaders.cmake"
  COMMENT "Embedding shaders" VERBATIM)
add_library(deltarule_shaders STATIC "${_out}/shaders.cpp" "${_out}/shaders.h")
target_compile_features(deltarule_shaders PUBLIC cxx_std_20)
target_include_directories(deltarule_shaders PUBLIC "${_out}")
if(EMSCRIPTEN)
  target_compile_options(deltarule_shaders PRIVATE -Oz -msimd128)
endif()

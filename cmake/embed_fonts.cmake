# The interface fonts, subset at build time, as outlines in a generated "fonts.h" (target deltarule_fonts):
# Inter 400/500/600 and JetBrains Mono 400, with Basic Latin, common signs and the characters of web/app/fonts.txt.
# Only outlines are kept; the layout tables and hinting, which the renderer does not read, are dropped.
set(DELTARULE_FONT_DIR "$ENV{DELTARULE_FONT_DIR}" CACHE PATH "Where Inter and JetBrains Mono are (default: the system's fonts)")

# A Python that has fontTools: the first on PATH may be a private one, the packages go to the system's.
if(NOT DELTARULE_FONT_PYTHON)
  foreach(_python /usr/bin/python3 python3)
    execute_process(COMMAND "${_python}" -c "import fontTools.cu2qu" RESULT_VARIABLE _failed OUTPUT_QUIET ERROR_QUIET)
    if(_failed STREQUAL "0")
      set(DELTARULE_FONT_PYTHON "${_python}" CACHE FILEPATH "A Python 3 with fontTools")
      break()
    endif()
  endforeach()
endif()
if(NOT DELTARULE_FONT_PYTHON)
  message(FATAL_ERROR "No Python 3 with fontTools was found.\nRun tools/setup, or set DELTARULE_FONT_PYTHON.")
endif()

set(_out "${CMAKE_BINARY_DIR}/generated/fonts")
set(_extra)
file(GLOB _extra CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/app/fonts.txt")
add_custom_command(
  OUTPUT "${_out}/fonts.h" "${_out}/fonts.cpp"
  COMMAND "${DELTARULE_FONT_PYTHON}" "${CMAKE_SOURCE_DIR}/tools/subset_fonts.py" --out "${_out}"
          --characters "${_extra}" --fonts "${DELTARULE_FONT_DIR}"
  DEPENDS "${CMAKE_SOURCE_DIR}/tools/subset_fonts.py" ${_extra}
  COMMENT "Subsetting fonts" VERBATIM)
add_library(deltarule_fonts STATIC "${_out}/fonts.cpp" "${_out}/fonts.h")
target_compile_features(deltarule_fonts PUBLIC cxx_std_20)
target_include_directories(deltarule_fonts PUBLIC "${_out}" "${CMAKE_SOURCE_DIR}")
if(EMSCRIPTEN)
  target_compile_options(deltarule_fonts PRIVATE -Oz -msimd128)
endif()

# The page: the UI module (deltarule.js/.wasm), the worker's engine modules (engine*.js/.wasm), and dist/.
# Included by web/CMakeLists.txt in the wasm preset. The UI is built small (-Oz), the engine fast (-O3).

set(_module_options -sMODULARIZE=1 -sFILESYSTEM=0 -sMALLOC=emmalloc -sSTRICT=1
  -sINCOMING_MODULE_JS_API=[canvas,locateFile,onAbort,print,printErr,wasmBinary,instantiateWasm,arguments])

function(deltarule_js_libraries target)
  file(GLOB _libs CONFIGURE_DEPENDS ${ARGN})
  foreach(_lib IN LISTS _libs)
    target_link_options(${target} PRIVATE "SHELL:--js-library \"${_lib}\"")
    set_property(TARGET ${target} APPEND PROPERTY LINK_DEPENDS "${_lib}")
  endforeach()
endfunction()

# Functions in the order of their names: like stands beside like, and gzip finds the likeness (2 % of a module).
# The linker keeps the names for that; here they go. The options are further passes, before the order is made.
find_program(DELTARULE_WASM_OPT NAMES wasm-opt NO_CMAKE_FIND_ROOT_PATH REQUIRED
  HINTS "${EMSCRIPTEN_ROOT_PATH}/../bin" "${EMSCRIPTEN_ROOT_PATH}/../../bin")
function(deltarule_order_functions target)
  target_link_options(${target} PRIVATE --profiling-funcs)
  set(_wasm "$<TARGET_FILE_DIR:${target}>/${target}.wasm")
  add_custom_command(TARGET ${target} POST_BUILD VERBATIM
    COMMAND "${DELTARULE_WASM_OPT}" --enable-simd --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext
            --enable-mutable-globals "${_wasm}" ${ARGN} --reorder-functions-by-name -o "${_wasm}")
endfunction()

# Whatever has SIMD has these too; the UI, which does not promise the same bits as natively, gets smaller by them.
set(_ui_options -Oz -fno-rtti -mnontrapping-fptoint -mbulk-memory -msign-ext)
set(_dist_modules)
set(_later_modules)

# The first program and the first engine know points only; the whole ones are fetched when another scene is opened.
# deltarule_page_program(name SOURCES source... LIBRARIES library...)
function(deltarule_page_program name)
  cmake_parse_arguments(_arg "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_executable(${name} "${_main}" ${_browser} ${_arg_SOURCES})
  target_compile_options(${name} PRIVATE ${_ui_options})
  target_link_libraries(${name} PRIVATE ${_arg_LIBRARIES} deltarule_web_common deltarule_warnings deltarule_no_exceptions
    deltarule_json)
  target_link_options(${name} PRIVATE ${_ui_options} ${_module_options} -sEXPORT_NAME=createDeltarule -sENVIRONMENT=web
    "-sEXPORTED_FUNCTIONS=_main,_malloc,_free" -sEXPORTED_RUNTIME_METHODS=[] -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
    -lGL -lhtml5 -sEXIT_RUNTIME=0 -sGL_ENABLE_GET_PROC_ADDRESS=0 -sINITIAL_MEMORY=33554432)
  deltarule_js_libraries(${name} "${CMAKE_CURRENT_SOURCE_DIR}/platform/*.lib.js" "${CMAKE_CURRENT_SOURCE_DIR}/link/*.lib.js")
  # The UI has no trap that anybody waits for (-tnh); the engine's code stays as the compiler made it.
  deltarule_order_functions(${name} -Oz -tnh --skip-pass=reorder-functions)
endfunction()

if(EXISTS "${_main}" AND _browser)
  target_compile_options(imgui PRIVATE ${_ui_options})
  target_compile_options(deltarule_web_common PRIVATE ${_ui_options})
  set_source_files_properties("${CMAKE_CURRENT_SOURCE_DIR}/app/text.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/app/text_names.cpp"
    "${CMAKE_CURRENT_SOURCE_DIR}/app/images/image_text.cpp"
    PROPERTIES COMPILE_DEFINITIONS DELTARULE_ENGLISH_ONLY=1 SKIP_PRECOMPILE_HEADERS ON)
  # Where most of a frame's time goes: every link and every pixel of every neuron's picture.
  foreach(_hot network_diagram neuron_atlas)
    set_property(SOURCE "${CMAKE_CURRENT_SOURCE_DIR}/viz/${_hot}.cpp" APPEND PROPERTY COMPILE_OPTIONS -O3)
    set_property(SOURCE "${CMAKE_CURRENT_SOURCE_DIR}/viz/${_hot}.cpp" PROPERTY SKIP_PRECOMPILE_HEADERS ON)
  endforeach()
  deltarule_page_program(deltarule SOURCES "${CMAKE_CURRENT_SOURCE_DIR}/app/scene_first.cpp")
  deltarule_page_program(deltarule_whole SOURCES ${_images} ${_whole_browser})
  list(APPEND _dist_modules deltarule)
  list(APPEND _later_modules deltarule_whole)
endif()

# The engine: the first one, for points; the whole one; and the whole one for browsers with relaxed SIMD (fast math).
file(GLOB _worker CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/worker/*.cpp")
function(deltarule_page_engine name)
  cmake_parse_arguments(_arg "" "" "SOURCES;KERNELS;PASSES" ${ARGN})
  add_executable(${name} ${_worker} ${_arg_SOURCES})
  target_link_libraries(${name} PRIVATE ${_arg_KERNELS} deltarule_engine deltarule_experiment deltarule_warnings
    deltarule_no_exceptions)
  target_compile_options(${name} PRIVATE -O3 -fno-rtti)
  target_link_options(${name} PRIVATE -O3 ${_module_options} -sEXPORT_NAME=createDeltaruleEngine -sENVIRONMENT=worker,node
    "-sEXPORTED_FUNCTIONS=_malloc,_free" -sEXPORTED_RUNTIME_METHODS=HEAPU8 --no-entry -sINITIAL_MEMORY=33554432)
  deltarule_js_libraries(${name} "${CMAKE_CURRENT_SOURCE_DIR}/worker/*.lib.js")
  deltarule_order_functions(${name} --optimize-stack-ir ${_arg_PASSES})
endfunction()

if(_worker)
  file(GLOB_RECURSE _for_points CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/engine/*_points.cpp")
  deltarule_page_engine(engine SOURCES ${_for_points})
  deltarule_page_engine(engine_whole)
  deltarule_page_engine(engine_relaxed KERNELS deltarule_kernels_relaxed PASSES --enable-relaxed-simd)
  list(APPEND _dist_modules engine)
  list(APPEND _later_modules engine_whole engine_relaxed)
endif()

find_program(DELTARULE_NODE NAMES node nodejs NO_CMAKE_FIND_ROOT_PATH REQUIRED)

# dist/: a static site for any web server and any folder. Assembled anew whenever a part has changed.
set(DELTARULE_DIST "${CMAKE_SOURCE_DIR}/dist" CACHE PATH "Where the page is assembled")
file(GLOB_RECURSE _page CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/page/*")
file(GLOB _beside CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/index.html" "${CMAKE_SOURCE_DIR}/favicon.*"
  "${CMAKE_CURRENT_SOURCE_DIR}/worker/*.js" "${CMAKE_CURRENT_SOURCE_DIR}/worker/*.mjs" "${CMAKE_CURRENT_SOURCE_DIR}/embed/*.js")
list(FILTER _beside EXCLUDE REGEX "\\.lib\\.js$")
# The scripts, as file names in dist/: packed there, the page's modules into one (pack_scripts.mjs).
set(_sources)
foreach(_file IN LISTS _page _beside)
  if(_file MATCHES "\\.m?js$")
    cmake_path(RELATIVE_PATH _file BASE_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" OUTPUT_VARIABLE _name)
    string(REGEX REPLACE "^(worker|embed)/" "" _name "${_name}")
    list(APPEND _sources "${_name}")
  endif()
endforeach()
set(_outputs)
foreach(_module IN LISTS _dist_modules)
  list(APPEND _sources "${_module}.js")
  list(APPEND _outputs "$<TARGET_FILE_DIR:${_module}>/${_module}.js" "$<TARGET_FILE_DIR:${_module}>/${_module}.wasm")
endforeach()
file(GLOB _later CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/later/*.js")
set(_later_scripts ${_later})
foreach(_module IN LISTS _later_modules)
  list(APPEND _sources "more/${_module}.js")
  list(APPEND _later "$<TARGET_FILE_DIR:${_module}>/${_module}.js" "$<TARGET_FILE_DIR:${_module}>/${_module}.wasm")
endforeach()
set(_digits "${CMAKE_SOURCE_DIR}/.deps/digits")
set(_stamp "${CMAKE_BINARY_DIR}/dist.stamp")
add_custom_command(OUTPUT "${_stamp}"
  COMMAND ${CMAKE_COMMAND} -D "DIST=${DELTARULE_DIST}" -D "PAGE=${CMAKE_CURRENT_SOURCE_DIR}/page"
          -D "BESIDE=${_beside};${_outputs}" -D "LATER=${_later}"
          -D "DIGITS=${_digits}" -D "PACK_DIGITS=${CMAKE_SOURCE_DIR}/cmake/pack_digits.py" -D "NOTICES=${CMAKE_SOURCE_DIR}/cmake/third_party_notices.txt"
          -D "NODE=${DELTARULE_NODE}" -D "EMSCRIPTEN=${EMSCRIPTEN_ROOT_PATH}"
          -D "PYTHON=${DELTARULE_FONT_PYTHON}" -D "PACK_PROGRAM=${CMAKE_SOURCE_DIR}/cmake/pack_program.py"
          -D "PACK_OFFLINE=${CMAKE_SOURCE_DIR}/cmake/pack_offline.mjs" -D "SOURCES=${_sources}" -D "PACK=${CMAKE_SOURCE_DIR}/cmake/pack_scripts.mjs"
          -P "${CMAKE_SOURCE_DIR}/cmake/assemble_dist.cmake"
  COMMAND ${CMAKE_COMMAND} -E touch "${_stamp}"
  DEPENDS ${_dist_modules} ${_later_modules} ${_later_scripts} ${_page} ${_beside}
          "${CMAKE_SOURCE_DIR}/cmake/assemble_dist.cmake" "${CMAKE_SOURCE_DIR}/cmake/pack_scripts.mjs"
          "${CMAKE_SOURCE_DIR}/cmake/pack_program.py" "${CMAKE_SOURCE_DIR}/cmake/pack_digits.py"
          "${CMAKE_SOURCE_DIR}/cmake/pack_offline.mjs" "${CMAKE_SOURCE_DIR}/cmake/third_party_notices.txt"
  COMMENT "Assembling dist/" VERBATIM)
add_custom_target(dist ALL DEPENDS "${_stamp}")

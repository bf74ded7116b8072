# Where the libraries come from: the system (Eigen, nlohmann-json, GLFW, stb) and .deps (Dear ImGui, Catch2).
# Each can be pointed elsewhere by a variable; what is missing is named together with the way to get it.
# All of it is SYSTEM: warnings in our code are errors, theirs are theirs.

set(_deps "${CMAKE_SOURCE_DIR}/.deps")
set(IMGUI_DIR "$ENV{IMGUI_DIR}" CACHE PATH "Dear ImGui's source (default: .deps/imgui)")
set(CATCH2_DIR "$ENV{CATCH2_DIR}" CACHE PATH "Catch2's source (default: .deps/catch2)")

function(deltarule_source_folder variable folder probe what)
  set(place "${${variable}}")
  if(NOT place)
    set(place "${_deps}/${folder}")
  endif()
  if(NOT EXISTS "${place}/${probe}")
    message(FATAL_ERROR "${what} was not found in ${place}.\nRun tools/setup, or set ${variable} to its source folder.")
  endif()
  set(${variable}_FOUND_AT "${place}" PARENT_SCOPE)
endfunction()

# Header-only packages serve both compilers; the cross compiler must not see the rest of the system's headers,
# so each is reached through a folder of links that holds nothing else.
function(deltarule_headers target variable probe entry what)
  find_path(${variable} "${probe}" PATHS /usr/include /usr/local/include
    PATH_SUFFIXES ${ARGN} NO_CMAKE_FIND_ROOT_PATH DOC "Folder with ${probe}")
  if(NOT ${variable})
    message(FATAL_ERROR "${what} was not found (${probe}).\nRun tools/setup, or set ${variable}.")
  endif()
  set(links "${CMAKE_BINARY_DIR}/headers/${entry}")
  file(MAKE_DIRECTORY "${links}")
  file(CREATE_LINK "${${variable}}/${entry}" "${links}/${entry}" SYMBOLIC)
  add_library(${target} INTERFACE)
  target_include_directories(${target} SYSTEM INTERFACE "${links}")
endfunction()

find_path(EIGEN_INCLUDE_DIR "Eigen/Core" PATHS /usr/include /usr/local/include PATH_SUFFIXES eigen3
  NO_CMAKE_FIND_ROOT_PATH DOC "Folder with Eigen/Core")
if(NOT EIGEN_INCLUDE_DIR)
  message(FATAL_ERROR "Eigen 3.4 was not found.\nRun tools/setup, or set EIGEN_INCLUDE_DIR.")
endif()
add_library(deltarule_eigen INTERFACE)
target_include_directories(deltarule_eigen SYSTEM INTERFACE "${EIGEN_INCLUDE_DIR}")
target_compile_definitions(deltarule_eigen INTERFACE EIGEN_MPL2_ONLY)

deltarule_headers(deltarule_json JSON_INCLUDE_DIR nlohmann/json.hpp nlohmann "nlohmann-json")
deltarule_headers(deltarule_stb STB_INCLUDE_DIR stb/stb_image.h stb "stb_image")

deltarule_source_folder(IMGUI_DIR imgui imgui.h "Dear ImGui 1.92")
# Building the programs needs no Catch2; without it there are no tests.
if(DELTARULE_TESTS AND NOT CATCH2_DIR AND NOT EXISTS "${_deps}/catch2/CMakeLists.txt")
  message(STATUS "Catch2 is not there: no tests are built (tools/setup --tests gets it, or set CATCH2_DIR)")
  set(DELTARULE_TESTS OFF)
elseif(DELTARULE_TESTS)
  deltarule_source_folder(CATCH2_DIR catch2 CMakeLists.txt "Catch2 3")
endif()

if(NOT EMSCRIPTEN)
  find_package(Threads REQUIRED)
  find_package(glfw3 3.3 QUIET)
  find_package(OpenGL QUIET)
  if(NOT glfw3_FOUND OR NOT OpenGL_FOUND)
    message(FATAL_ERROR "GLFW 3.3 or OpenGL was not found (libglfw3-dev, libgl-dev).\nRun tools/setup, or set glfw3_DIR.")
  endif()
endif()

# ccache, where there is one.
find_program(CCACHE_PROGRAM ccache NO_CMAKE_FIND_ROOT_PATH)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER AND NOT EMSCRIPTEN)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

# Dear ImGui, without its demo window and, in the browser, without what imgui_left_out.cpp says; the platform adds its backend.
add_library(imgui STATIC
  "${IMGUI_DIR_FOUND_AT}/imgui.cpp"
  "${IMGUI_DIR_FOUND_AT}/imgui_draw.cpp"
  "${IMGUI_DIR_FOUND_AT}/imgui_widgets.cpp"
  "${IMGUI_DIR_FOUND_AT}/backends/imgui_impl_opengl3.cpp")
target_compile_features(imgui PUBLIC cxx_std_20)
target_include_directories(imgui SYSTEM PUBLIC "${IMGUI_DIR_FOUND_AT}" "${IMGUI_DIR_FOUND_AT}/backends")
target_include_directories(imgui PUBLIC "${CMAKE_CURRENT_LIST_DIR}/imgui")
target_compile_definitions(imgui PUBLIC IMGUI_USER_CONFIG="imgui_config.h")
if(EMSCRIPTEN)
  target_sources(imgui PRIVATE "${CMAKE_CURRENT_LIST_DIR}/imgui/imgui_left_out.cpp")
  set_source_files_properties("${IMGUI_DIR_FOUND_AT}/imgui.cpp" PROPERTIES COMPILE_DEFINITIONS
    "EndTabBar=NotBegun;EndMenuBar=NotBegun;TreePop=NotBegun;EndMultiSelect=NotBegunMultiSelect")
  target_compile_options(imgui PRIVATE -Oz -fno-exceptions -fno-rtti -msimd128)
else()
  target_sources(imgui PRIVATE "${IMGUI_DIR_FOUND_AT}/imgui_tables.cpp" "${IMGUI_DIR_FOUND_AT}/backends/imgui_impl_glfw.cpp")
  target_link_libraries(imgui PUBLIC glfw OpenGL::GL ${CMAKE_DL_LIBS})
endif()

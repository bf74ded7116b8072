# Headers that nearly every source reads, parsed once per target: a build from nothing takes half the time.
# A source with an optimization level of its own skips them (SKIP_PRECOMPILE_HEADERS): the compiler refuses the mix.
# Nobody may lean on it: a source names what it uses, and -DDELTARULE_PCH=OFF builds as well.
option(DELTARULE_PCH "Parse the standard library's, Eigen's and Catch2's headers once per target" ON)

# deltarule_precompile(target header...): the standard headers and these.
function(deltarule_precompile target)
  if(NOT DELTARULE_PCH)
    return()
  endif()
  target_precompile_headers(${target} PRIVATE <algorithm> <array> <cmath> <cstdint> <cstdio> <functional> <memory>
    <optional> <span> <string> <string_view> <utility> <variant> <vector> ${ARGN})
  # So that ccache, where there is one, can look into what was precompiled.
  target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)
endfunction()

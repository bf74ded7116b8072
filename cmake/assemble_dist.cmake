# Script (cmake -P): puts the page together in DIST: BESIDE (files) and NOTICES at its root, PAGE as page/.
# LATER goes into more/, beside the packed DIGITS. SOURCES (names within DIST) and the WebAssembly modules are packed. The folder is emptied first, so that nothing stale is ever served.
file(REMOVE_RECURSE "${DIST}")
file(MAKE_DIRECTORY "${DIST}")
foreach(file IN LISTS BESIDE)
  file(COPY "${file}" DESTINATION "${DIST}" NO_SOURCE_PERMISSIONS
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
endforeach()
# What is fetched only when it is needed: other programs, and the digits.
foreach(file IN LISTS LATER)
  file(COPY "${file}" DESTINATION "${DIST}/more" NO_SOURCE_PERMISSIONS
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ
    DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
endforeach()
execute_process(COMMAND "${PYTHON}" "${PACK_DIGITS}" "${DIGITS}" "${DIST}/more" COMMAND_ERROR_IS_FATAL ANY)
file(GLOB programs "${DIST}/*.wasm" "${DIST}/more/*.wasm")
foreach(program IN LISTS programs)
  execute_process(COMMAND "${PYTHON}" "${PACK_PROGRAM}" "${program}" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
file(COPY "${NOTICES}" DESTINATION "${DIST}")
if(EXISTS "${PAGE}")
  file(COPY "${PAGE}/" DESTINATION "${DIST}/page" NO_SOURCE_PERMISSIONS
    FILE_PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ
    DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
endif()
list(TRANSFORM SOURCES PREPEND "${DIST}/")
if(SOURCES)
  execute_process(COMMAND "${NODE}" "${PACK}" "${EMSCRIPTEN}" ${SOURCES} COMMAND_ERROR_IS_FATAL ANY)
endif()
# Last, because it lists what there is.
execute_process(COMMAND "${NODE}" "${PACK_OFFLINE}" "${DIST}" COMMAND_ERROR_IS_FATAL ANY)

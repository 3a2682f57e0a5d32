# bestand_rules(<room folder>)
#
# Puts every *.rules of a room into the header <room folder>/rule_texts.h, one string a file in the order of their
# names, so that a program carries its rules. The room links the library <room folder with _>_texts.
function(bestand_rules folder)
  set(made ${CMAKE_BINARY_DIR}/made)
  string(REPLACE "/" "_" target ${folder}_texts)
  file(GLOB inputs CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.rules)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${inputs})
  set(RULE_TEXTS)
  foreach(input ${inputs})
    file(READ ${input} text)
    string(APPEND RULE_TEXTS "    R\"rules(${text})rules\",\n")
  endforeach()
  configure_file(${PROJECT_SOURCE_DIR}/cmake/rule_texts.h.in ${made}/${folder}/rule_texts.h @ONLY)
  add_library(${target} INTERFACE)
  target_include_directories(${target} INTERFACE ${made})
endfunction()

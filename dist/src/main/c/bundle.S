/* The embedded data: the compressed runtime image, and the list of its files (see bundle.c). */
    .section .rodata
    .balign 16
    .global bundle_start
    .global bundle_end
    .global manifest_start
    .global manifest_end
bundle_start:
    .incbin BUNDLE_FILE
bundle_end:
manifest_start:
    .incbin MANIFEST_FILE
manifest_end:
    .section .note.GNU-stack, "", %progbits

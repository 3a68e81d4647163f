/** Shows the library; see docs/guide/library.md. */
module example {
    requires io.onemachine.machine;
}

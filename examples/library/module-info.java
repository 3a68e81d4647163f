/** Shows the library; see docs/library.md. */
module example {
    requires io.onemachine.machine;
}

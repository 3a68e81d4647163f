/** Go's {@code text/template} language for Java, with Go's formatting of values. Depends on nothing but the JDK. */
@SuppressWarnings("module") // The module that the qualified export names is built later.
module io.onemachine.gotemplate {
    requires static transitive org.jspecify;

    exports io.onemachine.gotemplate;
    exports io.onemachine.gotemplate.error;
    exports io.onemachine.gotemplate.text to
            io.onemachine.driver;
    exports io.onemachine.gotemplate.value;
}

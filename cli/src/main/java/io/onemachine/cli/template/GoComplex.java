package io.onemachine.cli.template;

/** A complex number, such as the constant {@code 2i}. */
record GoComplex(double real, double imaginary) {
    boolean isZero() {
        return real == 0 && imaginary == 0;
    }

    boolean equalTo(GoComplex other) {
        return real == other.real && imaginary == other.imaginary;
    }
}

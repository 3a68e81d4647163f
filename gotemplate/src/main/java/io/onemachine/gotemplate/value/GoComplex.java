package io.onemachine.gotemplate.value;

/** A complex number, such as the constant {@code 2i}. */
public record GoComplex(double real, double imaginary) {
    boolean isZero() {
        return real == 0 && imaginary == 0;
    }

    public boolean equalTo(GoComplex other) {
        return real == other.real && imaginary == other.imaginary;
    }
}

package io.onemachine.machine.provision;

import java.util.random.RandomGenerator;

/** Words of characters that shells and systemd give a meaning. */
final class RandomWords {
    private RandomWords() {}

    static String next(RandomGenerator random) {
        String alphabet = "ab \t\n'\"\\$%`!*;&|<>(){}#~=\u00e4\u20ac\u0001\u007f";
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            word.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return word.toString();
    }
}

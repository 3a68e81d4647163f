package io.onemachine.cli.table;

import java.util.Comparator;
import java.util.Locale;

/** Orders names naturally: case-insensitive, with runs of digits compared as numbers, so that m2 precedes m10. */
public final class NaturalOrder implements Comparator<String> {
    @Override
    public int compare(String left, String right) {
        int order = compareRuns(lower(left), lower(right));
        return order != 0 ? order : left.compareTo(right);
    }

    private static int compareRuns(String left, String right) {
        int l = 0;
        int r = 0;
        while (l < left.length() && r < right.length()) {
            int leftEnd = runEnd(left, l);
            int rightEnd = runEnd(right, r);
            boolean leftDigits = isDigit(left.charAt(l));
            boolean rightDigits = isDigit(right.charAt(r));
            if (leftDigits != rightDigits) {
                return leftDigits ? -1 : 1;
            }
            String leftRun = left.substring(l, leftEnd);
            String rightRun = right.substring(r, rightEnd);
            int order = leftDigits ? compareNumbers(leftRun, rightRun) : leftRun.compareTo(rightRun);
            if (order != 0) {
                return order;
            }
            l = leftEnd;
            r = rightEnd;
        }
        return Integer.compare(left.length() - l, right.length() - r);
    }

    /** Compares numbers of any length; of equal numbers the one with fewer leading zeros comes first. */
    private static int compareNumbers(String left, String right) {
        String leftDigits = withoutLeadingZeros(left);
        String rightDigits = withoutLeadingZeros(right);
        int order = Integer.compare(leftDigits.length(), rightDigits.length());
        if (order == 0) {
            order = leftDigits.compareTo(rightDigits);
        }
        return order != 0 ? order : Integer.compare(left.length(), right.length());
    }

    private static String withoutLeadingZeros(String digits) {
        int start = 0;
        while (start < digits.length() && digits.charAt(start) == '0') {
            start++;
        }
        return digits.substring(start);
    }

    private static int runEnd(String text, int start) {
        boolean digits = isDigit(text.charAt(start));
        int end = start + 1;
        while (end < text.length() && isDigit(text.charAt(end)) == digits) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}

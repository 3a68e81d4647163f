package io.onemachine.e2e.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plot of curves as SVG, both axes logarithmic. */
final class LogPlot {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int TOP = 20;
    private static final int RIGHT = 170;
    private static final int BOTTOM = 50;
    private static final List<String> COLOURS = List.of("#1b6ca8", "#d1495b", "#2e8b57", "#8d6a9f");

    private final String horizontal;
    private final String vertical;
    private final Map<String, List<double[]>> curves = new LinkedHashMap<>();

    LogPlot(String horizontal, String vertical) {
        this.horizontal = horizontal;
        this.vertical = vertical;
    }

    /** Adds a point to a curve; both numbers above 0. */
    void point(String curve, double x, double y) {
        curves.computeIfAbsent(curve, key -> new ArrayList<>()).add(new double[] {x, y});
    }

    String svg() {
        Axis x = Axis.around(curves.values().stream()
                .flatMap(List::stream)
                .mapToDouble(point -> point[0])
                .toArray());
        Axis y = Axis.around(curves.values().stream()
                .flatMap(List::stream)
                .mapToDouble(point -> point[1])
                .toArray());
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                WIDTH,
                HEIGHT));
        svg.append(String.format(Locale.ROOT, "<rect width=\"%d\" height=\"%d\" fill=\"white\"/>%n", WIDTH, HEIGHT));
        for (int power = x.from(); power <= x.to(); power++) {
            double at = horizontally(x, Math.pow(10, power));
            svg.append(line(at, TOP, at, HEIGHT - BOTTOM, "#dddddd"));
            svg.append(text(at, HEIGHT - BOTTOM + 16, "middle", "black", number(power)));
        }
        for (int power = y.from(); power <= y.to(); power++) {
            double at = vertically(y, Math.pow(10, power));
            svg.append(line(LEFT, at, WIDTH - RIGHT, at, "#dddddd"));
            svg.append(text(LEFT - 6, at + 4, "end", "black", number(power)));
        }
        svg.append(text(LEFT + (WIDTH - LEFT - RIGHT) / 2.0, HEIGHT - 12, "middle", "black", horizontal));
        svg.append(String.format(
                Locale.ROOT,
                "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\">%s</text>%n",
                TOP + (HEIGHT - TOP - BOTTOM) / 2,
                vertical));
        int index = 0;
        for (Map.Entry<String, List<double[]>> curve : curves.entrySet()) {
            String colour = COLOURS.get(index % COLOURS.size());
            StringBuilder points = new StringBuilder();
            for (double[] point : curve.getValue()) {
                double atX = horizontally(x, point[0]);
                double atY = vertically(y, point[1]);
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", atX, atY));
                svg.append(String.format(
                        Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", atX, atY, colour));
            }
            svg.append(String.format(
                    Locale.ROOT,
                    "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n",
                    points.toString().strip(),
                    colour));
            svg.append(text(WIDTH - RIGHT + 10, TOP + 16 + 18 * index, "start", colour, curve.getKey()));
            index++;
        }
        return svg.append("</svg>\n").toString();
    }

    private static double horizontally(Axis axis, double value) {
        return LEFT + axis.share(value) * (WIDTH - LEFT - RIGHT);
    }

    private static double vertically(Axis axis, double value) {
        return HEIGHT - BOTTOM - axis.share(value) * (HEIGHT - TOP - BOTTOM);
    }

    private static String number(int power) {
        return power < 0
                ? String.format(Locale.ROOT, "%." + -power + "f", Math.pow(10, power))
                : String.format(Locale.ROOT, "%.0f", Math.pow(10, power));
    }

    private static String line(double x1, double y1, double x2, double y2, String colour) {
        return String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                x1,
                y1,
                x2,
                y2,
                colour);
    }

    private static String text(double x, double y, String anchor, String colour, String text) {
        return String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n",
                x,
                y,
                anchor,
                colour,
                text);
    }

    /** Whole powers of ten around all values. */
    private record Axis(int from, int to) {
        static Axis around(double... values) {
            double least = Double.MAX_VALUE;
            double most = Double.MIN_VALUE;
            for (double value : values) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
            int from = (int) Math.floor(Math.log10(least));
            return new Axis(from, Math.max(from + 1, (int) Math.ceil(Math.log10(most))));
        }

        /** 0 at the beginning, 1 at the end. */
        double share(double value) {
            return (Math.log10(value) - from) / (to - from);
        }
    }
}

package io.onemachine.e2e.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.onemachine.e2e.golden.GoldenCase;
import io.onemachine.e2e.golden.GoldenDifference;
import io.onemachine.e2e.support.UserEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks the pages: links lead to files and headings, docs/README.md lists every page, and no page is too long to read. */
final class DocumentationTest {
    private static final Path CHECKOUT = UserEnvironment.checkout();
    private static final Path DOCS = CHECKOUT.resolve("docs");

    private static final int LONGEST_PAGE = 300;

    private static final Set<String> FOLDERS_LEFT_OUT = Set.of(".git", "target", ".mvn");
    private static final Pattern SOURCES = Pattern.compile(".*\\.(java|sh|xml|json|yml)|bin/.*|dist/src/main/sh/.*");

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern OTHER_SITE = Pattern.compile("[a-z]+:.*");
    private static final Pattern PAGE_IN_SOURCE = Pattern.compile("(?<![\\w/.])docs/[a-z/-]+\\.(md|svg)");
    private static final Pattern COUNT = Pattern.compile("(?m)^\\|[^|]*\\| (\\d+) \\|");
    private static final Pattern FENCED = Pattern.compile("(?ms)^```.*?^```");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.*)$");
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N} _-]");

    @Test
    void linksLeadToFilesAndHeadings() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : files(".*\\.md")) {
            Matcher links = LINK.matcher(withoutCode(page));
            while (links.find()) {
                String link = links.group(1);
                if (!OTHER_SITE.matcher(link).matches() && !leadsSomewhere(page, link)) {
                    broken.add(CHECKOUT.relativize(page) + ": " + link);
                }
            }
        }
        assertThat(broken).as("links without a target").isEmpty();
    }

    @Test
    void pagesThatSourcesNameExist() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path source : files(SOURCES.pattern())) {
            Matcher names = PAGE_IN_SOURCE.matcher(Files.readString(source));
            while (names.find()) {
                if (!Files.isRegularFile(CHECKOUT.resolve(names.group()))) {
                    missing.add(CHECKOUT.relativize(source) + ": " + names.group());
                }
            }
        }
        assertThat(missing).as("pages that do not exist").isEmpty();
    }

    @Test
    void theMapListsEveryPage() throws IOException {
        Set<String> listed = new TreeSet<>();
        Matcher links = LINK.matcher(Files.readString(DOCS.resolve("README.md")));
        while (links.find()) {
            listed.add(links.group(1));
        }
        listed.remove("../README.md");

        try (Stream<Path> pages = Files.walk(DOCS)) {
            assertThat(listed)
                    .containsExactlyInAnyOrderElementsOf(
                            pages.map(page -> DOCS.relativize(page).toString())
                                    .filter(name -> name.endsWith(".md") && !name.equals("README.md"))
                                    .toList());
        }
    }

    @Test
    void noPageIsLongerThanThreeHundredLines() throws IOException {
        for (Path page : files("(docs/.*|[A-Z]+)\\.md")) {
            if (!page.endsWith("CHANGELOG.md")) {
                assertThat(Files.readAllLines(page)).as("%s", page).hasSizeLessThanOrEqualTo(LONGEST_PAGE);
            }
        }
    }

    @Test
    void theSummaryOfRecordedCasesCountsThemAll() throws IOException {
        String page = Files.readString(DOCS.resolve("reference/compatibility.md"));
        List<GoldenDifference> differences = GoldenDifference.all();
        long all = GoldenCase.all().size();
        long different = GoldenCase.all().stream()
                .filter(golden -> GoldenDifference.of(golden.id(), differences).isPresent())
                .count();

        String summary = page.substring(page.indexOf("| differences | cases |"));
        long counted = COUNT.matcher(summary)
                .results()
                .mapToLong(row -> Long.parseLong(row.group(1)))
                .sum();
        assertThat(counted).isEqualTo(different);
        assertThat(page)
                .contains(all + " command lines", (all - different) + " are the same. " + different + " differ");
        assertThat(Files.readString(CHECKOUT.resolve("README.md")))
                .contains("of " + all + " recorded", (all - different) + " give the same", different + " differ");
    }

    private static boolean leadsSomewhere(Path page, String link) throws IOException {
        int hash = link.indexOf('#');
        String path = hash < 0 ? link : link.substring(0, hash);
        Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return hash < 0 || anchors(target).contains(link.substring(hash + 1));
    }

    /** Returns the anchors that GitHub gives the headings of a page. */
    private static Set<String> anchors(Path page) throws IOException {
        Set<String> anchors = new TreeSet<>();
        Matcher headings = HEADING.matcher(withoutCode(page));
        while (headings.find()) {
            String words = LINK.matcher(headings.group(1)).replaceAll("").toLowerCase(Locale.ROOT);
            anchors.add(NOT_IN_ANCHORS.matcher(words).replaceAll("").replace(' ', '-'));
        }
        return anchors;
    }

    private static String withoutCode(Path page) throws IOException {
        return FENCED.matcher(Files.readString(page)).replaceAll("");
    }

    private static List<Path> files(String names) throws IOException {
        Pattern pattern = Pattern.compile(names);
        List<Path> found = new ArrayList<>();
        collect(CHECKOUT, pattern, found);
        return found;
    }

    private static void collect(Path folder, Pattern names, List<Path> found) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path entry : entries.sorted().toList()) {
                if (Files.isDirectory(entry)) {
                    if (!FOLDERS_LEFT_OUT.contains(String.valueOf(entry.getFileName()))) {
                        collect(entry, names, found);
                    }
                } else if (names.matcher(CHECKOUT.relativize(entry).toString()).matches()) {
                    found.add(entry);
                }
            }
        }
    }
}

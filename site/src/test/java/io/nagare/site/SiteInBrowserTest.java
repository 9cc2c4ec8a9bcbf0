package io.nagare.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The finished site, opened from the disk in a browser, on a screen and on a phone. */
class SiteInBrowserTest {

    private static final Path SITE = Path.of(System.getProperty("nagare.site", "target/site"));

    private static final int SCREEN = 1280;
    private static final int PHONE = 390;

    @TempDir
    private static Path profile;

    private static Browser browser;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.exists(SITE.resolve("index.html")), "the site has not been made");
        browser = new Browser(profile);
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    private static String address(String page) {
        return SITE.toAbsolutePath().normalize().toUri() + page;
    }

    /** All pages but the sources and the Javadoc, which have a frame of the same kind or of another tool. */
    private static List<String> pages() throws Exception {
        try (Stream<Path> files = Files.walk(SITE)) {
            return files.map(file -> SITE.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".html"))
                    .filter(file -> !file.startsWith("source/") && !file.startsWith("javadoc/"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    @Timeout(180)
    void noPageIsWiderThanTheWindowAndTheConsoleIsSilent() throws Exception {
        List<String> wide = new ArrayList<>();
        List<String> pages = new ArrayList<>(pages());
        assertTrue(pages.size() > 50, "only " + pages.size() + " pages");
        pages.add("source/examples/src/main/java/io/nagare/examples/Echo.java.html");
        for (int width : new int[] {SCREEN, PHONE}) {
            browser.resize(width, 900);
            for (String page : pages) {
                browser.open(address(page));
                int needed = Integer.parseInt(browser.evaluate("'' + document.documentElement.scrollWidth"));
                if (needed > width) {
                    wide.add(page + " needs " + needed + " of " + width);
                }
                String missing = browser.evaluate(
                        "[...document.images].filter(i => !i.naturalWidth).map(i => i.src).join(' ')");
                assertEquals("", missing, page);
            }
        }
        assertEquals(List.of(), wide);
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void theSearchFindsAPageWhileOneTypes() throws Exception {
        for (int width : new int[] {SCREEN, PHONE}) {
            browser.resize(width, 900);
            browser.open(address("docs/channels.html"));
            browser.evaluate("document.querySelector('.search input').focus(), ''");
            browser.type("which operator");
            String first = browser.evaluate(awaiting("document.querySelector('#site-suggestions a')", "a => a.href"));
            assertEquals(address("docs/operators.html"), first);
            String inside = browser.evaluate("(r => '' + (r.left >= 0 && r.right <= innerWidth))"
                    + "(document.getElementById('site-suggestions').getBoundingClientRect())");
            assertEquals("true", inside, "the suggestions leave the window of " + width);
        }
    }

    @Test
    void thePageOfResultsNamesSectionsAndTypes() throws Exception {
        browser.resize(SCREEN, 900);
        assertTrue(results("slow").contains("docs/"), "a word");
        assertTrue(results("Broadcast").contains("javadoc/"), "a type");
        assertTrue(results("bufferTimeout").contains("docs/operators.html#"), "an operator");
    }

    private static String results(String query) throws Exception {
        browser.open(address("search.html") + "?q=" + query);
        return browser.evaluate(awaiting(
                "document.querySelector('#site-results a')",
                "a => [...document.querySelectorAll('#site-results a')].map(a => a.href).join(' ')"));
    }

    @Test
    void aPhoneHasAMenu() throws Exception {
        browser.resize(PHONE, 900);
        browser.open(address("docs/operators.html"));
        String hidden = "'' + (document.getElementById('site-navigation').offsetHeight === 0)";
        assertEquals("true", browser.evaluate(hidden));
        browser.evaluate("document.querySelector('.menu').click(), ''");
        assertEquals("false", browser.evaluate(hidden));
        assertEquals("Which operator?", browser.evaluate("document.querySelector('[aria-current]').textContent"));
    }

    /** An expression for what a function makes of an element, as soon as there is one. */
    private static String awaiting(String element, String function) {
        return "new Promise(done => { const look = () => { const found = " + element
                + "; found ? done((" + function + ")(found)) : setTimeout(look, 5); }; look(); })";
    }
}

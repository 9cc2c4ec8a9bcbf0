package io.nagare.examples.spring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/** The packaged application and a browser: what is sent is shown, and the end of the application is shown, too. */
@Timeout(180)
class BrowserTest {

    /** Some browsers may not write anywhere else. */
    static final class InTarget implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws Exception {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "browser");
        }
    }

    @TempDir(factory = InTarget.class)
    private Path profile;

    /** Posts a line until somebody reads: the page is subscribed only when it has been sent its welcome. */
    private static void post(PackagedNews news, String line) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(news.address() + "news"))
                .header("Content-Type", "text/plain; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(line))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        String readers = "0";
        while (readers.equals("0")) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, answer.statusCode());
            readers = answer.body();
        }
        assertEquals("1", readers);
    }

    private static void awaitState(Browser browser, String state) throws Exception {
        browser.await("document.querySelector('[role=status]')?.textContent == '" + state + "'");
    }

    private static void awaitItems(Browser browser, int count) throws Exception {
        browser.await("document.querySelectorAll('li').length == " + count);
    }

    @Test
    void thePageShowsTheNewsAndConnectsAgain() throws Exception {
        try (Browser browser = new Browser(profile);
                PackagedNews news = new PackagedNews(0)) {
            browser.open(news.address());
            awaitItems(browser, 1);
            awaitState(browser, "Connected");
            post(news, "it rains");
            post(news, "<b>ünïcode</b> 流れ\ntwo lines");
            browser.type("typed & sent");
            awaitItems(browser, 4);
            List<String> shown = List.of("typed & sent", "<b>ünïcode</b> 流れ\ntwo lines", "it rains", "welcome");
            assertEquals(shown, browser.texts("li"));
            assertEquals("", browser.text("[role=alert]"));
            assertEquals(List.of(), browser.complaints());
            browser.picture(Path.of("target", "connected.png"));

            String said = news.stop();
            assertTrue(said.contains("Graceful shutdown complete"), said);
            awaitState(browser, "Reconnecting…");
            assertEquals(shown, browser.texts("li"));
            browser.type("nobody hears this");
            browser.await("document.querySelector('[role=alert]').textContent.endsWith('it does not answer.')");
            assertEquals(List.of("nobody hears this"), browser.values("input"));
            browser.picture(Path.of("target", "reconnecting.png"));

            try (PackagedNews again = new PackagedNews(news.port())) {
                awaitState(browser, "Connected");
                post(again, "it is back");
                browser.await("document.querySelector('li').textContent == 'it is back'");
            }
        }
    }
}

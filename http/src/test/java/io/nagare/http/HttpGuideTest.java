package io.nagare.http;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.engine.GuideSnippets;
import io.nagare.policy.Flatten;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of docs/http.md. They ask servers that nobody has here, so they are compiled and not run. */
class HttpGuideTest {

    @Test
    void everyExampleOfTheGuideIsHere() throws Exception {
        GuideSnippets.check("http.md", HttpGuideTest.class);
    }

    void onePage() {
        try (Http http = Http.client()) {
            String page = http.get("https://example.org/").flatMap(Response::text).block();
        }
    }

    Many<String> manyPages(Http http, List<String> pages) {
        Many<String> texts =
        Many.fromIterable(pages)
                .flatMap(page -> http.get(page).flatMap(Response::text), Flatten.concurrency(16));
        return texts;
    }

    void made(Http http, String token) {
        One<Response> made = http.request("POST", "https://example.org/things")
                .header("Accept", "application/json")
                .bearer(token)
                .body(RequestBody.json("{}"))
                .send();
    }
}

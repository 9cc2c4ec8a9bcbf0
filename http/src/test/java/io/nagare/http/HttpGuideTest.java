package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.Flatten;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The examples of docs/http.md. They ask servers that nobody has here, so they are compiled and not run. */
class HttpGuideTest {

    private static final Pattern SNIPPET = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleOfTheGuideIsHere() throws IOException {
        String code = bare(Files.readString(Path.of("src/test/java/io/nagare/http/HttpGuideTest.java")));
        List<String> examples = SNIPPET.matcher(Files.readString(Path.of("../docs/http.md")))
                .results()
                .map(found -> bare(found.group(1)))
                .toList();
        assertFalse(examples.isEmpty());
        assertEquals(
                List.of(), examples.stream().filter(example -> !code.contains(example)).toList());
    }

    private static String bare(String code) {
        return code.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
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

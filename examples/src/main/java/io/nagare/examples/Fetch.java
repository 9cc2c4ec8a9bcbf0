package io.nagare.examples;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.http.Http;
import io.nagare.http.HttpOptions;
import io.nagare.http.RequestOptions;
import io.nagare.http.Response;
import io.nagare.policy.Flatten;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Gets many pages, a few at a time, and says of each its status, its length and its title, or why it could not be had.
 *
 * <p>Only the beginning of a page is kept, so the size of the pages does not matter. A page that is slow or broken
 * holds up no other one.
 */
final class Fetch {

    static final String USAGE = "usage: nagare-examples fetch [--at-once N] URL...";

    private static final HttpOptions OPTIONS = HttpOptions.defaults()
            .requests(RequestOptions.defaults()
                    .headTimeout(Duration.ofSeconds(10))
                    .bodyIdle(Duration.ofSeconds(10)));

    private final List<String> pages;
    private final int atOnce;

    private Fetch(List<String> pages, int atOnce) {
        this.pages = pages;
        this.atOnce = atOnce;
    }

    /** Reads the arguments behind the example's name. */
    static Fetch parse(List<String> arguments) {
        List<String> pages = new ArrayList<>(arguments);
        int atOnce = 16;
        if (!pages.isEmpty() && pages.get(0).equals("--at-once")) {
            if (pages.size() < 2 || !pages.get(1).matches("[1-9][0-9]{0,3}")) {
                throw new IllegalArgumentException("--at-once must be 1 to 9999");
            }
            atOnce = Integer.parseInt(pages.get(1));
            pages = pages.subList(2, pages.size());
        }
        if (pages.isEmpty()) {
            throw new IllegalArgumentException("fetch needs the URL of a page");
        }
        return new Fetch(List.copyOf(pages), atOnce);
    }

    /** Emits a line for each page, in the order in which the pages come. */
    Many<String> lines() {
        return Many.using(() -> Http.client(OPTIONS), this::lines, Http::close);
    }

    private Many<String> lines(Http http) {
        return Many.fromIterable(pages).flatMap(page -> line(http, page), Flatten.concurrency(atOnce));
    }

    private static One<String> line(Http http, String page) {
        return One.defer(() -> http.get(page))
                .flatMap(Fetch::describe)
                .onErrorReturn(failure -> page + ": " + failure.getMessage());
    }

    private static One<String> describe(Response response) {
        return response.body()
                .collect(FetchedPage::new, FetchedPage::add)
                .map(page -> response.status() + " " + response.uri() + " " + page.length() + " bytes" + page.title());
    }
}

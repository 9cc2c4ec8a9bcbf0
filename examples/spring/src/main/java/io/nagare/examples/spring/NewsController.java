package io.nagare.examples.spring;

import io.nagare.Many;
import io.nagare.One;
import io.nagare.channel.Broadcast;
import io.nagare.spring.ApplicationEnding;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** The news for browsers. A reader that is too slow reads how much it has missed. */
@RestController
class NewsController {

    private final Broadcast<String> news;
    private final ApplicationEnding ending;

    NewsController(Broadcast<String> news, ApplicationEnding ending) {
        this.news = news;
        this.ending = ending;
    }

    @GetMapping(path = "/news", produces = "text/event-stream")
    Many<String> read() {
        return news.receiver(missed -> "(you missed " + missed + ")")
                .startWith("welcome")
                .takeUntil(ending.signal());
    }

    /** Emits how many readers there are. */
    @PostMapping("/news")
    One<Integer> post(@RequestBody One<String> text) {
        return text.map(line -> {
            if (line.isBlank()) {
                throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "news need words");
            }
            return news.send(line);
        });
    }
}

package io.nagare.engine.marble;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Grouped;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.policy.Flatten;
import io.nagare.policy.Grouping;
import io.nagare.policy.MissedTick;
import io.nagare.policy.Overflow;
import io.nagare.policy.Retry;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The marble pictures of the operators' page. A description ({@code docs/marbles/*.txt}) must show what the operator
 * does. A picture ({@code *.svg}) must be what {@code docs/marbles/Marbles.java} draws from the description.
 *
 * <p>After a change: {@code mvn -pl impl -am -Dtest=MarblesTest -Dsurefire.failIfNoSpecifiedTests=false
 * -Dmarbles.write=true verify} writes the descriptions, {@code java docs/marbles/Marbles.java} the pictures.
 */
class MarblesTest {

    private static final Path DIRECTORY = Path.of("..", "docs", "marbles");
    private static final Map<String, Supplier<String>> DESCRIPTIONS = new LinkedHashMap<>();

    @TempDir
    static Path classes;

    private static final boolean WRITE = Boolean.getBoolean("marbles.write");

    private static Method draw;

    static {
        severalSources();
        streamsOfStreams();
        ticks();
        time();
        rate();
        again();
        parts();
        sharing();
    }

    private static void picture(String name, String title, int horizon, Consumer<Picture> scenario) {
        DESCRIPTIONS.put(name, () -> Picture.of(title, horizon, scenario));
    }

    private static void severalSources() {
        picture("merge", "Many.merge(a, b)", 150, on -> on.subscribe(Many.merge(a(on), b(on))));
        picture("concat", "Many.concat(a, b)", 150, on -> on.subscribe(
                Many.concat(on.pushed("a", "10:1 40:2 50:|"), on.pushed("b", "20:x 50:y 70:|"))));
        picture(
                "zip",
                "Many.zip(a, b, (x, y) -> x + y)",
                150,
                on -> on.subscribe(Many.zip(a(on), b(on), MarblesTest::joined)));
        picture("combineLatest", "Many.combineLatest(a, b, (x, y) -> x + y)", 150, on -> on.subscribe(
                Many.combineLatest(a(on), b(on), MarblesTest::joined)));
        picture("withLatestFrom", "a.withLatestFrom(b, (x, y) -> x + y)", 150, on -> on.subscribe(
                a(on).withLatestFrom(b(on), MarblesTest::joined)));
        picture("race", "Many.race(a, b)", 150, on -> on.subscribe(Many.race(a(on), b(on))));
    }

    private static Many<String> a(Picture on) {
        return on.pushed("a", "10:1 50:2 100:3 130:|");
    }

    private static Many<String> b(Picture on) {
        return on.pushed("b", "30:x 70:y 90:|");
    }

    private static String joined(String some, String other) {
        return some + other;
    }

    private static void streamsOfStreams() {
        picture("flatMap", "source.flatMap(f)", 150, on -> on.subscribe(source(on).flatMap(inner(on))));
        picture("flatMapOrdered", "source.flatMap(f, Flatten.concurrency(2).ordered())", 150, on -> on.subscribe(
                source(on).flatMap(inner(on), Flatten.concurrency(2).ordered())));
        picture("concatMap", "source.concatMap(f)", 150, on -> on.subscribe(source(on).concatMap(inner(on))));
        picture("switchMap", "source.switchMap(f)", 150, on -> on.subscribe(source(on).switchMap(inner(on))));
        picture("expand", "source.expand(f)", 150, on -> on.subscribe(on.pushed("source", "10:1 20:|")
                .expand(item -> item.length() > 2 ? Many.empty() : on.pushed(
                        "f(" + item + ")", item.length() > 1 ? "10:" + item + "a 20:|" : "10:1a 30:1b 50:|"))));
        picture("mapPartitioned", "source.mapPartitioned(4, n -> n % 2, f)", 150, on -> on.subscribe(
                on.pushed("source", "10:1 30:2 50:3 70:|").mapPartitioned(4, n -> Integer.parseInt(n) % 2, inner(on))));
    }

    private static Many<String> source(Picture on) {
        return on.pushed("source", "10:1 30:2 40:|");
    }

    private static Function<String, Many<String>> inner(Picture on) {
        return item -> on.pushed("f(" + item + ")", "10:%1$sa 40:%1$sb 50:|".formatted(item));
    }

    private static void time() {
        String bursts = "10:1 20:2 30:3 80:4 120:5 130:6 140:|";
        picture("debounce", "debounce(30 ms)", 150, on -> on.subscribe(on.pushed("", bursts).debounce(ms(30))));
        picture("sample", "sample(50 ms)", 150, on -> on.subscribe(on.pushed("", bursts).sample(ms(50))));
        picture(
                "throttleFirst",
                "throttleFirst(30 ms)",
                150,
                on -> on.subscribe(on.pushed("", bursts).throttleFirst(ms(30))));
        picture("delayElements", "delayElements(30 ms)", 150, on -> on.subscribe(
                on.pushed("", "10:1 20:2 80:3 110:|").delayElements(ms(30))));
        picture("delayUntil", "source.delayUntil(f)", 150, on -> on.subscribe(
                source(on).delayUntil(item -> on.pushed("f(" + item + ")", "40:|"))));
        picture("timeout", "timeout(40 ms)", 150, on -> on.subscribe(
                on.pushed("", "20:1 50:2 130:3 150:|").timeout(ms(40))));
        picture("takeUntil", "a.takeUntil(b)", 150, on -> on.subscribe(
                on.pushed("a", "10:1 40:2 70:3 100:4 130:|").takeUntil(on.pushed("b", "80:x 120:|"))));
    }

    private static void ticks() {
        for (MissedTick missed : MissedTick.values()) {
            picture(
                    "interval" + missed,
                    "Many.interval(Duration.ZERO, 30 ms, MissedTick." + missed + ")",
                    160,
                    on -> on.hold(Many.interval(Duration.ZERO, ms(30), missed))
                            .request(0, 2)
                            .request(100, 4));
        }
    }

    private static void again() {
        picture("retry", "source.retry(Retry.times(2).backoff(20 ms, 100 ms).jitter(0))", 160, on -> {
            Iterator<String> attempts = List.of("10:1 20:!", "10:1 20:!", "10:1 30:2 50:|").iterator();
            on.subscribe(Many.defer(() -> on.pushed("source", attempts.next()))
                    .retry(Retry.times(2).backoff(ms(20), ms(100)).jitter(0)));
        });
    }

    private static void rate() {
        picture("throttle", "throttle(1, 30 ms)", 150, on -> on.subscribe(
                on.ready("", "1", "2", "3", "4", "5").throttle(1, ms(30))));
        picture("onOverflow", "onOverflow(Overflow.dropOldest(2))", 150, on -> on.hold(
                        on.pushed("", "10:1 20:2 30:3 40:4 100:5 130:|").onOverflow(Overflow.dropOldest(2)))
                .request(0, 1).request(70, 3));
        picture("conflate", "conflate((sum, item) -> sum + item)", 150, on -> on.hold(
                        on.pushed("", "10:1 20:2 30:3 40:4 100:5 130:|").conflate((sum, item) -> sum + "+" + item))
                .request(0, 1).request(70, 3));
    }

    private static void parts() {
        picture("bufferTimeout", "bufferTimeout(3, 30 ms)", 150, on -> on.subscribe(
                on.pushed("", "10:1 20:2 30:3 60:4 110:5 130:|").bufferTimeout(3, ms(30))));
        picture("window", "window(2)", 150, on -> windows(on, source -> source.window(2)));
        picture(
                "windowTimeout",
                "windowTimeout(2, 30 ms)",
                150,
                on -> windows(on, source -> source.windowTimeout(2, ms(30))));
        picture(
                "groupBy",
                "groupBy(n -> n % 2 == 0 ? \"even\" : \"odd\", Grouping.atMost(16))",
                150,
                on -> on.run(on.shown(
                                "groups",
                                on.pushed("", "10:1 30:2 50:3 80:4 110:6 130:|")
                                        .groupBy(
                                                n -> Integer.parseInt(n) % 2 == 0 ? "even" : "odd",
                                                Grouping.atMost(16)),
                                Grouped::key)
                        .flatMap(group -> on.shown(group.key(), group.items(), item -> item))));
    }

    private static void windows(Picture on, Function<Many<String>, Many<Many<String>>> operator) {
        Iterator<String> labels = List.of("w1", "w2", "w3", "w4").iterator();
        Iterator<String> names = List.of("w1", "w2", "w3", "w4").iterator();
        Many<String> source = on.pushed("", "10:1 30:2 50:3 90:4 110:5 130:|");
        on.run(on.shown("windows", operator.apply(source), window -> labels.next())
                .flatMap(window -> on.shown(names.next(), window, item -> item)));
    }

    private static void sharing() {
        picture("share", "shared = source.share()", 150, on -> {
            Many<String> shared = on.pushed("source", "20:1 50:2 80:3 110:4 130:|").share();
            on.subscribe("first", 0, shared).cancel(90);
            on.subscribe("second", 40, shared);
        });
        picture("replay", "replayed = source.replay(2)", 150, on -> {
            Many<String> replayed = on.pushed("source", "10:1 30:2 50:3 100:4 120:|").replay(2);
            on.subscribe("first", 0, replayed);
            on.subscribe("second", 70, replayed);
            on.subscribe("third", 140, replayed);
        });
    }

    private static Duration ms(long millis) {
        return Duration.ofMillis(millis);
    }

    private static Set<String> names() {
        return DESCRIPTIONS.keySet();
    }

    @BeforeAll
    static void compileTheScript() throws Exception {
        int result = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", classes.toString(), DIRECTORY.resolve("Marbles.java").toString());
        assertEquals(0, result, "the script does not compile");
        URLClassLoader loader = new URLClassLoader(new URL[] {classes.toUri().toURL()});
        draw = loader.loadClass("Marbles").getDeclaredMethod("draw", String.class);
        draw.setAccessible(true);
    }

    @ParameterizedTest
    @MethodSource("names")
    void aDescriptionSaysWhatTheOperatorDoes(String name) throws IOException {
        Path file = DIRECTORY.resolve(name + ".txt");
        if (WRITE) {
            Files.writeString(file, DESCRIPTIONS.get(name).get());
        }
        assertEquals(Files.readString(file), DESCRIPTIONS.get(name).get());
    }

    @ParameterizedTest
    @MethodSource("names")
    void aPictureShowsWhatTheDescriptionSays(String name) throws Exception {
        if (!WRITE) {
            assertEquals(
                    Files.readString(DIRECTORY.resolve(name + ".svg")),
                    draw.invoke(null, DESCRIPTIONS.get(name).get()));
        }
    }

    /** The substitutes that the page names for missing operators emit at these times. */
    @Test
    void timesOfSubstitutes() {
        assertEquals("0:1 30:2 60:5 90:6 90:|", items(on -> on.pushed("", "0:1 10:2 40:3 45:4 50:5 75:6 80:|")
                .conflate((old, latest) -> latest)
                .throttle(1, ms(30))));
        assertEquals("50:1 60:2 90:3 90:|", items(on -> on.pushed("", "10:1 20:2 50:3 60:|")
                .flatMap(item -> One.delay(ms(40)).thenReturn(item), Flatten.concurrency(64).ordered())));
        assertEquals("20:5 40:6 60:7 60:|", items(on -> Many.interval(ms(20)).take(3).map(n -> 5 + n)));
    }

    private static String items(Function<Picture, Many<?>> stream) {
        String description = Picture.of("", 150, on -> on.subscribe(stream.apply(on)));
        return description.substring(description.indexOf("below \"\" 0 ") + 11).strip();
    }

    @Test
    void everyFileIsAPictureAndIsOnThePage() throws IOException {
        String page = Files.readString(DIRECTORY.resolveSibling("operators.md"));
        names().forEach(name -> assertTrue(page.contains("](marbles/" + name + ".svg)"), name));
        if (WRITE) {
            return;
        }
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            Set<String> there = files.map(file -> file.getFileName().toString().replaceFirst("\\.(txt|svg)$", ""))
                    .filter(name -> !name.equals("Marbles.java"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(new TreeSet<>(names()), there);
        }
    }
}

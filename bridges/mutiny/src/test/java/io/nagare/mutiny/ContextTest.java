package io.nagare.mutiny;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.TaskLocal;
import io.smallrye.mutiny.Context;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What surrounds a stream crosses to Mutiny and back. */
class ContextTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Object TENANT = "tenant";
    private static final Object USER = "user";
    private static final Object SEEN = "seen";
    private static final TaskLocal<String> REQUEST = TaskLocal.named("request");

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private Nagare nagare;

    @BeforeEach
    void start() {
        nagare = Nagare.multiThread().workers(2).start();
    }

    @AfterEach
    void close() {
        nagare.close();
    }

    private <T> T noteTenant(T item) {
        Context context = MutinyNagare.CONTEXT.get();
        seen.add(context == null ? "none" : context.getOrElse(TENANT, () -> "empty"));
        return item;
    }

    private static Multi<String> tenants() {
        return Multi.createFrom().context(context -> Multi.createFrom().item(context.getOrElse(TENANT, () -> "none")));
    }

    private static Uni<String> tenant() {
        return Uni.createFrom().context(context -> Uni.createFrom().item(context.getOrElse(TENANT, () -> "none")));
    }

    private static <T> List<T> items(Multi<T> multi, Context context) {
        AssertSubscriber<T> subscriber = AssertSubscriber.create(context, Long.MAX_VALUE);
        multi.subscribe().withSubscriber(subscriber);
        return subscriber.awaitCompletion(LIMIT).getItems();
    }

    @Test
    void aSegmentInTheMiddleOfAMultiKeepsTheContext() {
        Multi<String> multi = tenants()
                .stage(MutinyNagare::many)
                .map(this::noteTenant)
                .runOn(nagare)
                .map(this::noteTenant)
                .flatMap(item -> One.blocking(() -> noteTenant(item)))
                .as(MutinyNagare::multi);
        assertEquals(List.of("blue"), items(multi, Context.of(TENANT, "blue")));
        assertEquals(List.of("blue", "blue", "blue"), List.copyOf(seen));
        seen.clear();
        assertEquals(List.of("none"), items(multi, Context.empty()));
        assertEquals(List.of("empty", "empty", "empty"), List.copyOf(seen));
    }

    @Test
    void aUniDoesTheSame() {
        Uni<String> uni = tenant().stage(MutinyNagare::one).map(this::noteTenant).as(MutinyNagare::uni);
        assertEquals("blue", uni.awaitUsing(Context.of(TENANT, "blue")).atMost(LIMIT));
        assertEquals("none", uni.await().atMost(LIMIT));
        assertEquals(List.of("blue", "empty"), List.copyOf(seen));
    }

    @Test
    void withoutASubscriberOfMutinyThereIsNone() {
        assertEquals("none", MutinyNagare.one(tenant()).map(this::noteTenant).block());
        assertEquals(List.of("none"), List.copyOf(seen));
    }

    @Test
    void whatAFunctionPutsIsSeenDownstream() {
        Context context = Context.empty();
        Uni<String> uni = MutinyNagare.uni(One.fromCallable(() -> {
                    MutinyNagare.CONTEXT.get().put(USER, "ada");
                    return "item";
                }))
                .withContext((upstream, same) -> upstream.map(item -> item + " of " + same.get(USER)));
        assertEquals("item of ada", uni.awaitUsing(context).atMost(LIMIT));
        assertEquals("ada", context.<String>get(USER));
    }

    @Test
    void whatASourceUpstreamPutsIsSeenTooUnlessALocalIsWritten() {
        Uni<String> source = Uni.createFrom().context(context -> {
            context.put(USER, "ada");
            return Uni.createFrom().item("item");
        });
        Context shared = Context.of(TENANT, "blue");
        MutinyNagare.uni(MutinyNagare.one(source)).awaitUsing(shared).atMost(LIMIT);
        assertEquals("ada", shared.<String>get(USER));

        Context kept = Context.of(TENANT, "blue");
        MutinyNagare.uni(MutinyNagare.one(source).contextWrite(REQUEST, "inner")).awaitUsing(kept).atMost(LIMIT);
        assertFalse(kept.contains(REQUEST), "a local of upstream does not leak");
        assertFalse(kept.contains(USER));
    }

    @Test
    void aTaskLocalCrossesUnderItself() {
        Uni<String> inside = Uni.createFrom()
                .context(context -> Uni.createFrom().item(context.getOrElse(REQUEST, () -> "none")));
        assertEquals("r-17", MutinyNagare.one(inside).contextWrite(REQUEST, "r-17").block());
        assertEquals(
                List.of("r-18"),
                MutinyNagare.many(inside.toMulti()).contextWrite(REQUEST, "r-18").collectList().block());
        One<String> reads = One.fromCallable(() -> REQUEST.getOr("none"));
        assertEquals("r-19", MutinyNagare.uni(reads).awaitUsing(Context.of(REQUEST, "r-19")).atMost(LIMIT));
        assertEquals(
                "inner",
                MutinyNagare.uni(MutinyNagare.one(MutinyNagare.uni(reads)).contextWrite(REQUEST, "inner"))
                        .awaitUsing(Context.of(REQUEST, "outer"))
                        .atMost(LIMIT));
    }

    @Test
    void aLocalThatCrossesTwiceIsNoReasonForACopy() {
        Uni<Boolean> same = Uni.createFrom().context(context -> {
            context.put(SEEN, true);
            return Uni.createFrom().item(true);
        });
        Context context = Context.of(REQUEST, "r-20");
        assertTrue(MutinyNagare.uni(MutinyNagare.one(same)).awaitUsing(context).atMost(LIMIT));
        assertTrue(context.contains(SEEN));
    }

    /** As the context of an older Mutiny. */
    public static final class OldContext {
        public OldContext put(String key, Object value) {
            return this;
        }
    }

    @Test
    void aMutinyThatIsTooOldIsRefusedByName() {
        Requirement.check(Context.class);
        IllegalStateException refused =
                assertThrows(IllegalStateException.class, () -> Requirement.check(OldContext.class));
        assertEquals("nagare-mutiny needs Mutiny 3.3 or newer; that on the path is older", refused.getMessage());
    }

    @Test
    void aPlainSubscriberHasNoContext() {
        Many<Integer> many = Many.just(1).map(this::noteTenant);
        assertEquals(1, Many.fromFlow(MutinyNagare.multi(many)).count().block());
        assertEquals(1, seen.size());
    }
}

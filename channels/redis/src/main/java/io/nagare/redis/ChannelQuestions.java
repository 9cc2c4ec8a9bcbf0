package io.nagare.redis;

import io.nagare.One;
import io.nagare.channels.base.AskSource;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What is asked of the server about a channel, once for each subscription. Stateless; any thread may call. */
final class ChannelQuestions {

    private ChannelQuestions() {}

    /** Asks the server what the channel holds. */
    static One<Extent> extent(ChannelHandle handle) {
        return AskSource.of(
                handle.questions(), (link, answer) -> handle.look(link, (now, found) -> answer.answered(found)));
    }

    /** Runs a script, and emits what is made of its answer; null completes empty. */
    static <T> One<T> answer(
            ChannelHandle handle, Script script, Function<List<Object>, @Nullable T> made, Object... arguments) {
        return AskSource.of(
                handle.questions(),
                (link, answer) -> handle.api().run(
                        link,
                        script,
                        (now, reply) -> {
                            try {
                                answer.answered(made.apply(reply));
                            } catch (RuntimeException failure) {
                                answer.refused(failure);
                            }
                        },
                        answer::refused,
                        arguments));
    }
}

package io.nagare.reactor;

import io.nagare.Async;
import io.nagare.TaskLocal;
import java.util.Map;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Carries what surrounds a stream over the edge to Reactor and back. Stateless. */
final class Crossing {

    /** The key under which Reactor keeps the hooks of {@code doOnDiscard}. */
    private static final String DISCARD_HOOKS = "reactor.onDiscard.local";

    private Crossing() {}

    /** Makes a stream find a context, and its discarded items the context's hooks. */
    static <T, S extends Async<T, S>> S within(S stream, Context context) {
        if (context.isEmpty()) {
            return stream;
        }
        S inside = stream.contextWrite(ReactorNagare.CONTEXT, context);
        for (Map.Entry<Object, Object> entry : (Iterable<Map.Entry<Object, Object>>) context.stream()::iterator) {
            if (entry.getKey() instanceof TaskLocal<?> local) {
                @SuppressWarnings("unchecked") // contextHere() puts a local's value under the local
                TaskLocal<Object> key = (TaskLocal<Object>) local;
                inside = inside.contextWrite(key, entry.getValue());
            }
        }
        return context.hasKey(DISCARD_HOOKS)
                ? inside.doOnDiscard(Object.class, item -> Operators.onDiscard(item, context))
                : inside;
    }

    /** Returns the context for a Reactor publisher that the calling function subscribes to. */
    static Context contextHere() {
        ContextView outer = ReactorNagare.CONTEXT.get();
        Context context = outer == null ? Context.empty() : Context.of(outer);
        for (Map.Entry<TaskLocal<?>, Object> entry : TaskLocal.values().entrySet()) {
            if (entry.getKey() != ReactorNagare.CONTEXT) {
                context = context.put(entry.getKey(), entry.getValue());
            }
        }
        return context;
    }
}

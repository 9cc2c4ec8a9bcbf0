package io.nagare.operator;

import io.nagare.stage.Output;
import java.util.Optional;

/** The turns of {@code unfoldAsync}. A turn takes the state out, and its step puts the next state in. */
public final class Turns {

    private Turns() {}

    /** Emits the next turn. There is no state if the last step had no item; then the turns are over. */
    public static <A> Holder<Optional<A>> next(Holder<Optional<A>> state, Output<Holder<Optional<A>>> output) {
        if (state.value.isEmpty()) {
            output.complete();
        } else {
            output.emit(state);
        }
        return state;
    }
}

package io.nagare.spring;

import io.nagare.One;
import io.nagare.sync.CancellationToken;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextClosedEvent;

/**
 * Tells streams that the application begins to end. A stream that never ends by itself would hold up the web server,
 * which waits for its requests. The auto-configuration makes this a bean.
 *
 * <pre>{@code
 * @GetMapping(path = "/news", produces = "text/event-stream")
 * Many<String> news() {
 *     return news.receiver().takeUntil(ending.signal());
 * }
 * }</pre>
 *
 * <p>May be used by any thread.
 */
public final class ApplicationEnding implements ApplicationListener<ContextClosedEvent>, ApplicationContextAware {

    private final CancellationToken begun = CancellationToken.create();

    private @Nullable ApplicationContext context;

    ApplicationEnding() {}

    /** Completes when the application's context is about to be closed, before any bean is stopped. */
    public One<Void> signal() {
        return begun.cancelled();
    }

    /** Called by Spring. */
    @Override
    public void setApplicationContext(ApplicationContext applicationContext) {
        context = applicationContext;
    }

    /** Called by Spring. Events of child contexts come here, too. */
    @Override
    public void onApplicationEvent(ContextClosedEvent event) {
        if (event.getApplicationContext() == context) {
            begun.cancel();
        }
    }
}

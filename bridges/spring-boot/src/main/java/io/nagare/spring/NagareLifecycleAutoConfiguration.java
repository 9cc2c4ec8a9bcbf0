package io.nagare.spring;

import io.nagare.Nagare;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Makes the runtime the default one, and drains it. Needs one runtime: the only one, or the primary. */
@AutoConfiguration(after = NagareAutoConfiguration.class)
@ConditionalOnSingleCandidate(Nagare.class)
public class NagareLifecycleAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RuntimeLifecycle nagareLifecycle(Nagare runtime, NagareProperties properties, Environment environment) {
        return new RuntimeLifecycle(
                runtime,
                properties.defaultRuntime(),
                ShutdownLimit.shorter(properties.drainLimit(), ShutdownLimit.ofPhase(environment)));
    }
}

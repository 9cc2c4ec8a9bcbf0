package io.nagare.spring;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/**
 * Names the property of {@link NagareProperties} that is out of range, and where it was set. Spring Boot's own analyzer
 * for such failures knows neither, and would be asked first without an order. Stateless.
 */
@Order(0)
final class PropertyFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final String PREFIX = "nagare";

    private final Environment environment;

    PropertyFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        IllegalArgumentException refused = findCause(cause, IllegalArgumentException.class);
        if (cause.getTarget().getType().resolve() != NagareProperties.class || refused == null) {
            return null;
        }
        String message = String.valueOf(refused.getMessage());
        ConfigurationProperty property = named(message.split(" ", 2)[0]);
        if (property == null) {
            return null;
        }
        String where = property.getOrigin() == null ? "" : " It was set by " + property.getOrigin() + ".";
        return new FailureAnalysis(
                "The property '" + property.getName() + "' is out of range: " + message + "." + where,
                "Give '" + property.getName() + "' a value in its range, or leave it out.",
                cause);
    }

    /** The messages of {@link NagareProperties} begin with the name of the component; others do not. */
    private @Nullable ConfigurationProperty named(String component) {
        if (Arrays.stream(NagareProperties.class.getRecordComponents()).noneMatch(c -> c.getName().equals(component))) {
            return null;
        }
        ConfigurationPropertyName prefix = ConfigurationPropertyName.of(PREFIX);
        ConfigurationPropertyName name = prefix.append(DataObjectPropertyName.toDashedForm(component));
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            ConfigurationProperty found = source.getConfigurationProperty(name);
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}

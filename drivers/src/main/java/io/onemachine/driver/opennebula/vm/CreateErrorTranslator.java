package io.onemachine.driver.opennebula.vm;

import io.onemachine.driver.opennebula.access.ErrorTranslator;
import io.onemachine.driver.opennebula.option.CustomAttributes;
import io.onemachine.driver.opennebula.option.NetworkCards;
import io.onemachine.driver.opennebula.option.OpenNebulaConfig;
import io.onemachine.driver.opennebula.option.OpenNebulaOption;
import io.onemachine.driver.opennebula.option.VmAttributes;
import io.onemachine.machine.error.CreationRefusedException;
import io.onemachine.machine.host.CapacityException;
import io.onemachine.machine.host.QuotaException;
import io.onemachine.opennebula.error.ApiErrorCode;
import io.onemachine.opennebula.error.ApiException;
import io.onemachine.opennebula.template.Template;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Translates OpenNebula's refusal to create a VM that passed all earlier checks. */
final class CreateErrorTranslator {

    /** The message of all versions from 5 to 7. */
    private static final Pattern RESTRICTED =
            Pattern.compile("restricted attribute ([A-Z0-9_]+)(?:/[A-Z0-9_]+)?", Pattern.CASE_INSENSITIVE);

    /** The message about a network without free addresses. */
    private static final Pattern NO_ADDRESS = Pattern.compile("Cannot get .*lease from ", Pattern.CASE_INSENSITIVE);

    private static final Set<String> FIXED = Set.of("IP", "IP6", "MAC");

    private final OpenNebulaConfig config;

    CreateErrorTranslator(OpenNebulaConfig config) {
        this.config = config;
    }

    /** Returns the error to report; its cause is a {@link CapacityException} when other VMs would be refused too. */
    CreationRefusedException of(ApiException refused) {
        String message = "OpenNebula: " + refused.getMessage();
        return new CreationRefusedException(message, hint(refused), cause(message, refused));
    }

    private Exception cause(String message, ApiException refused) {
        if (ErrorTranslator.isOfQuota(refused)) {
            return new QuotaException(message, refused);
        }
        return NO_ADDRESS.matcher(refused.getMessage()).find() && !wantsFixedAddress()
                ? new CapacityException(message, null, refused)
                : refused;
    }

    /** Returns whether the options name an address, which may be the one that is missing. */
    private boolean wantsFixedAddress() {
        return NetworkCards.of(config.texts(OpenNebulaOption.NIC)).cards().stream()
                .anyMatch(card -> card.values().keySet().stream().anyMatch(FIXED::contains));
    }

    private String hint(ApiException refused) {
        Matcher restricted = RESTRICTED.matcher(refused.getMessage());
        if (restricted.find()) {
            return "Only administrators may set this attribute. It comes from " + source(restricted.group(1)) + ".";
        }
        return refused.code() == ApiErrorCode.AUTHORIZATION
                ? "Ask the cloud's administrator for the right, or for more room in the quota."
                : "Nothing was created.";
    }

    private String source(String attribute) {
        Template own = CustomAttributes.of(config.texts(OpenNebulaOption.ATTRIBUTE));
        if (own.has(attribute)) {
            return OpenNebulaOption.ATTRIBUTE.toString();
        }
        boolean card = attribute.equalsIgnoreCase(VmAttributes.CARD) || attribute.equalsIgnoreCase(VmAttributes.ALIAS);
        if (card && !config.texts(OpenNebulaOption.NIC).isEmpty()) {
            return OpenNebulaOption.NIC.toString();
        }
        boolean cardOptions = config.has(OpenNebulaOption.NETWORK_ID)
                || config.has(OpenNebulaOption.NETWORK_NAME)
                || !config.texts(OpenNebulaOption.SECURITY_GROUP).isEmpty();
        return card && cardOptions
                ? "the template's network card, which the network options change"
                : "the template, or from what the options change in it";
    }
}

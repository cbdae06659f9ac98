package dev.parley.testkit;

import dev.parley.core.auth.Principal;
import dev.parley.core.message.UserId;
import dev.parley.core.store.ChatStore;
import dev.parley.core.store.ErasureReport;
import dev.parley.core.store.PersonalData;
import dev.parley.core.store.PersonalRecord;
import dev.parley.core.time.Deadline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** One fault for each of the rules PD-1 to PD-11; those of what is left behind are in {@link PlantedRemains}. */
final class PlantedDataFaults implements PersonalData {

    private final String rule;
    private final PersonalData delegate;
    private final PlantedRemains remains;
    private final Set<UserId> erased = new HashSet<>();

    private PlantedDataFaults(String rule, PersonalData delegate, PlantedRemains remains) {
        this.rule = rule;
        this.delegate = delegate;
        this.remains = remains;
    }

    static ChatStore plant(String rule, ChatStore store) {
        PlantedRemains remains = new PlantedRemains(rule, store.log());
        PersonalData data = store.personalData().orElseThrow();
        return new Planted(store, remains, new PlantedDataFaults(rule, data, remains));
    }

    /** PD-1: forgets where the user is no longer; PD-2: begins at the end. */
    @Override
    public void export(Principal principal, Consumer<PersonalRecord> sink, Deadline deadline) {
        List<PersonalRecord> records = new ArrayList<>();
        delegate.export(principal, records::add, deadline);
        if (rule.equals("PD-1")) {
            records.removeIf(item -> item instanceof PersonalRecord.Membership m && m.leftAt() != null);
        }
        (rule.equals("PD-2") ? Planted.reversed(records) : records).forEach(sink);
    }

    /** PD-9: counts what is gone already; PD-10: reaches into other tenants; PD-11: goes on after its time. */
    @Override
    public ErasureReport erase(Principal principal, Deadline deadline) {
        if (rule.equals("PD-10")) {
            remains.namesakes(principal).forEach(other -> delegate.erase(other, deadline));
        }
        if (rule.equals("PD-11") && deadline.expired()) {
            delegate.erase(principal, Planted.deadline());
            deadline.check();
        }
        ErasureReport report = delegate.erase(principal, deadline);
        remains.pseudonym(principal.user(), report.pseudonym());
        if (rule.equals("PD-9") && !erased.add(principal.user())) {
            Map<String, Long> wiped = new TreeMap<>(report.wiped());
            wiped.put(ErasureReport.MEMBERSHIPS, 1L);
            return new ErasureReport(report.pseudonym(), wiped);
        }
        return report;
    }
}

using Ordi2.Contracts;
using Ordi2.Contracts.Calendar;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Aggregates;
using static Ordi2.Domain.Aggregates.Answer<Ordi2.Domain.Organisations.OrganisationEvent>;
using UnreachableException = System.Diagnostics.UnreachableException;

namespace Ordi2.Domain.Organisations;

/// <summary>May this be done to the charter of an organisation: asked for, looked at, granted, stopped, let run out?</summary>
internal static class CharterDecisions
{
    public static Decision<OrganisationEvent> Decide(
        OrganisationProfile known,
        OrganisationCommand command,
        Caller caller,
        Facts facts,
        DateTimeOffset now) => command switch
        {
            RequestAccreditation c => WriteUnless(MayAsk(known, c), new AccreditationRequested(c.Activity, c.CharterVersion, now)),
            ReviewAccreditation c => Pending(known, c.Activity) switch
            {
                null => No(Refusal.Conflict("no-accreditation-asked", known.Id.Text, c.Activity.Code())),
                { Status: AccreditationStatus.UnderReview } => AlreadySo(),
                _ => WriteUnless(NotFromItself(known, caller, facts), new AccreditationUnderReview(c.Activity)),
            },
            DeclineAccreditation c => WriteUnless(
                (Pending(known, c.Activity) is null ? Refusal.Conflict("no-accreditation-asked", known.Id.Text, c.Activity.Code()) : null)
                    ?? NotFromItself(known, caller, facts)
                    ?? Demand.Words(c.Reason, "reason"),
                new AccreditationDeclined(c.Activity, c.Reason)),
            AnnounceExpiry c => Running(known, c.Activity, AccreditationStatus.Granted) is { } one && one.ValidTo - Accreditations.Notice <= now
                ? Write(new AccreditationExpiring(c.Activity, one.ValidTo))
                : AlreadySo(),
            ExpireAccreditation c => (Running(known, c.Activity, AccreditationStatus.Expiring) ?? Running(known, c.Activity, AccreditationStatus.Granted)) is { } one
                && one.ValidTo <= now
                    ? Write(new AccreditationExpired(c.Activity, one.ValidTo))
                    : AlreadySo(),
            _ => throw new UnreachableException($"No decision for {command.GetType().Name}."),
        };

    private static AccreditationRequest? Pending(OrganisationProfile known, Activity activity) =>
        known.Requests.FirstOrDefault(one => one.Activity == activity);

    /// <summary>The one that ends first: another may have been granted already for the time behind it.</summary>
    private static Accreditation? Running(OrganisationProfile known, Activity activity, AccreditationStatus status) =>
        known.Accreditations.Where(one => one.Activity == activity && one.Status == status).MinBy(one => one.ValidTo);

    private static Refusal? MayAsk(OrganisationProfile known, RequestAccreditation command) =>
        Demand.Number(command.CharterVersion, "charterVersion")
        ?? (known.Activities.Contains(command.Activity)
            ? null
            : Refusal.Conflict("organisation-does-not-do-that", known.Name, command.Activity.Code()))
        ?? (Pending(known, command.Activity) is null ? null : Refusal.Conflict("accreditation-already-asked", known.Id.Text, command.Activity.Code()));

    /// <summary>An accreditation never comes from the organisation itself, nor from one that is the same before the law.</summary>
    private static Refusal? NotFromItself(OrganisationProfile known, Caller caller, Facts facts)
    {
        var same = caller.Organisation == known.Id
            || (facts.Profile(caller.Organisation) is { } granter && Accreditations.SameLegalPerson(granter, known));

        return same ? Refusal.Forbidden("accreditation-to-itself", known.Id.Text) : null;
    }

    internal static Refusal? MayGrant(OrganisationProfile known, GrantAccreditation command, Caller caller, Facts facts)
    {
        var reason = NotFromItself(known, caller, facts)
            ?? (known.Activities.Contains(command.Activity)
                ? null
                : Refusal.Conflict("organisation-does-not-do-that", known.Id.Text, command.Activity.Code()))
            ?? Demand.Number(command.Document, "document")
            ?? Demand.Number(command.CharterVersion, "charterVersion");

        if (reason is not null)
        {
            return reason;
        }

        if (command.ValidTo <= command.ValidFrom)
        {
            return Refusal.Invalid("dates-reversed", FrenchCalendar.Iso(command.ValidFrom), FrenchCalendar.Iso(command.ValidTo));
        }

        return known.Accreditations.Any(one => one.Activity == command.Activity
                && one.ValidFrom < command.ValidTo
                && command.ValidFrom < Accreditations.EndOf(one))
            ? Refusal.Conflict("accreditation-overlaps", known.Id.Text, command.Activity.Code())
            : null;
    }

    internal static Refusal? MayStop(OrganisationProfile known, Activity activity, Caller caller, Facts facts, DateTimeOffset now) =>
        NotFromItself(known, caller, facts)
        ?? (known.Accreditations.Any(one => one.Activity == activity && one.Status is not AccreditationStatus.Withdrawn && one.ValidTo > now)
            ? null
            : Refusal.Conflict("no-accreditation", known.Id.Text, activity.Code()));
}

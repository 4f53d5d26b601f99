using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Organisations;
using Ordi2.Domain.Organisations;
using Ordi2.Web.Features.Access;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Organisations;

/// <summary>A charter (« label ») with the organisation that has it.</summary>
/// <param name="Organisation">Whose.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Activity">For what.</param>
/// <param name="Status">Granted, expiring, expired, suspended or withdrawn.</param>
/// <param name="Valid">Whether it holds now.</param>
/// <param name="ValidFrom">First moment.</param>
/// <param name="ValidTo">First moment at which it no longer holds.</param>
/// <param name="GrantedBy">Who granted it.</param>
/// <param name="SuspendedAt">When it was suspended or withdrawn.</param>
/// <param name="Document">Number of the signed charter.</param>
/// <param name="CharterVersion">Which text was signed.</param>
internal sealed record AccreditationView(
    OrganisationId Organisation,
    string Name,
    Activity Activity,
    AccreditationStatus Status,
    bool Valid,
    DateTimeOffset ValidFrom,
    DateTimeOffset ValidTo,
    OrganisationId GrantedBy,
    DateTimeOffset? SuspendedAt,
    string? Document,
    string? CharterVersion);

/// <summary>A page of charters, and with what the next one is asked for.</summary>
internal sealed record AccreditationList(ImmutableArray<AccreditationView> Items, string? Cursor);

internal static class AccreditationEndpoints
{
    public static void MapAccreditations(this IEndpointRouteBuilder app) => app.MapGroup("/api/accreditations").WithTags("Organisations").RequireAuthorization(AccessFeature.Api)
        .MapPlain("GET", "", Page, ListAsync)
        .Gives(StatusCodes.Status200OK, typeof(AccreditationList))
        .MayAnswer(400, 401, 429)
        .WithName("accreditation-list")
        .WithSummary(
            "The charters of the organisations that you may see, by organisation: those of one 'organisation', for one 'activity', of one 'status', or that end before a moment ('due'). "
            + "A page ends with the last charter of an organisation, and may be longer than its limit by those. Ask for the next page with its cursor.");

    private static void Page(string? organisation = null, string? activity = null, string? status = null, string? due = null, string? cursor = null, string? limit = null) =>
        _ = (organisation, activity, status, due, cursor, limit);

    private static async Task<IResult> ListAsync(HttpContext context)
    {
        var page = PageQuery.Read(context.Request.Query, out var error);
        var organisation = PageQuery.Filter(context.Request.Query, "organisation", ref error);
        var activity = Code<Activity>(context, "activity", ref error);
        var status = Code<AccreditationStatus>(context, "status", ref error);
        var due = PageQuery.Moment(context.Request.Query, "due", ref error);

        if (page is null || error is not null)
        {
            return Problems.Field(error!);
        }

        var (caller, papers, now) = (context.Caller(), context.RequestServices.GetRequiredService<PaperDesk>(), context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        List<AccreditationView> found = [];
        var after = page.Cursor;

        do
        {
            var houses = organisation is null
                ? await papers.ListAsync<OrganisationProfile>(caller, "organisation", filter => filter with { After = after, Limit = PaperDesk.Most }, context.RequestAborted)
                : new(await papers.OneAsync<OrganisationProfile>(caller, "organisation", organisation, context.RequestAborted) is { } one ? [one] : [], null);
            after = houses.Next;

            foreach (var house in houses.Items)
            {
                found.AddRange(house.Accreditations.Where(Asked).OrderBy(one => one.ValidFrom).Select(one => ViewOf(house, one, now)));

                // The whole of an organisation, so that its id leads on.
                if (found.Count >= page.Limit && house.Id != houses.Items[^1].Id)
                {
                    after = house.Id.Text;
                    break;
                }
            }
        }
        while (after is not null && found.Count < page.Limit);

        return ResponseJson.Ok(new AccreditationList([.. found], after));

        bool Asked(Accreditation one) => (activity is null || one.Activity == activity) && (status is null || one.Status == status) && (due is null || one.ValidTo < due);
    }

    private static AccreditationView ViewOf(OrganisationProfile house, Accreditation one, DateTimeOffset now) => new(
        house.Id, house.Name, one.Activity, one.Status, Accreditations.Covers(one, now), one.ValidFrom, one.ValidTo, one.GrantedBy, one.SuspendedAt, one.Document, one.CharterVersion);

    private static T? Code<T>(HttpContext context, string field, ref FieldError? error)
        where T : struct, Enum
    {
        if (PageQuery.Filter(context.Request.Query, field, ref error) is not { } given)
        {
            return null;
        }

        if (Codes.TryParse<T>(given, out var code))
        {
            return code;
        }

        error ??= FieldError.Of(field, "field-wrong");
        return null;
    }
}

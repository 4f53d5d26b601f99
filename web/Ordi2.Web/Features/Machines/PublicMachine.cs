using Ordi2.Barcodes;
using Ordi2.Contracts;
using Ordi2.Contracts.Machines;
using Ordi2.Contracts.Organisations;
using Ordi2.Contracts.Recalls;
using Ordi2.Ledger.Aggregates;
using Ordi2.Ledger.Machines;
using Ordi2.Web.Features.Accounts;
using Ordi2.Web.Http;

namespace Ordi2.Web.Features.Machines;

/// <summary>
/// What the public page behind the QR code of a machine tells anybody, without login: what it is, to whom to turn, and where to give it
/// back. Never who has it, nor anything of anybody (domain.md 2.11).
/// </summary>
internal static class PublicMachine
{
    public static void MapPublicMachine(this IEndpointRouteBuilder app) => app.MapPlain("GET", "/api/public-machines/{code}", static (string code) => Results.Empty, GetAsync)
        .AllowAnonymous()
        .Gives(StatusCodes.Status200OK, typeof(PublicMachineCard))
        .MayAnswer(404, 429)
        .WithName("getPublicMachine")
        .WithTags("Machines")
        .WithSummary("What this machine is, to whom to turn and where to give it back, by anything that its label says. Without login.");

    private static async Task<IResult> GetAsync(HttpContext context)
    {
        var (machines, rows) = (context.RequestServices.GetRequiredService<MachineQueries>(), context.RequestServices.GetRequiredService<AggregateQueries>());
        var aborted = context.RequestAborted;
        var code = context.Request.RouteValues.Of("code");

        if (LabelReader.Read(code) is not OurLabel label
            || await machines.KeyOfAsync(label.Code.Text, aborted) is not { } key
            || await machines.GetAsync(key, aborted) is not { } row)
        {
            return Problems.From(Refusal.NotFound("machine-unknown", code.Length > 64 ? code[..64] : code));
        }

        var contacts = await MachineContacts.OfAsync(row, rows, context.RequestServices.GetRequiredService<Houses>(), aborted);
        var recalls = new AggregateFilter { Kind = "recall", Status = RecallStatus.Active.Code(), About = $"machine/{key}", Limit = 1 };

        return ResponseJson.Ok(new PublicMachineCard(row.Id, row.Type)
        {
            Lent = contacts.Lent,
            Relay = Contact(contacts.Relay),
            GiveBackTo = Contact(contacts.GiveBackTo),
            Pole = Contact(contacts.Pole),
            Recalled = (await rows.ListAsync(recalls, aborted)).Length > 0,
        });
    }

    private static PublicContact? Contact(OrganisationProfile? profile) => profile is null ? null : new(profile.Id.Text, profile.Name);
}

/// <summary>A machine as anybody sees it who holds its label.</summary>
/// <param name="Machine">Its code.</param>
/// <param name="Type">What it is.</param>
internal sealed record PublicMachineCard(string Machine, DeviceType Type)
{
    /// <summary>It is lent, and has an owner: « ne pas jeter, rendre ».</summary>
    public bool Lent { get; init; }

    /// <summary>The EPN that answers for it.</summary>
    public PublicContact? Relay { get; init; }

    /// <summary>Who takes it back.</summary>
    public PublicContact? GiveBackTo { get; init; }

    /// <summary>The pole of the territory.</summary>
    public PublicContact? Pole { get; init; }

    /// <summary>It is called back: what to do stands at its recall.</summary>
    public bool Recalled { get; init; }
}

/// <summary>An organisation to turn to.</summary>
internal sealed record PublicContact(string Id, string Name);

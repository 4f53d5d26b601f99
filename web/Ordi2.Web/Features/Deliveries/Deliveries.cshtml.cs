using System.Collections.Immutable;
using Ordi2.Contracts;
using Ordi2.Contracts.Deliveries;
using Ordi2.Contracts.Organisations;
using Ordi2.Web.Features.Aggregates;
using Ordi2.Web.Features.Shared;
using Ordi2.Web.Features.Shared.Ui;

namespace Ordi2.Web.Features.Deliveries;

/// <summary>The deliveries of an organisation: for an EPN those that it receives, for a workshop those that it sends.</summary>
internal sealed class DeliveriesPage(PaperDesk papers) : RolePage(Role.Animator, Role.Storekeeper, Role.Supervisor, Role.Driver, Role.Coordinator)
{
    private static readonly DeliveryStatus[] Shown = [DeliveryStatus.Preparing, DeliveryStatus.Ready, DeliveryStatus.Dispatched, DeliveryStatus.Delivered, DeliveryStatus.Partial, DeliveryStatus.Refused, DeliveryStatus.Closed];

    public ImmutableArray<DeliveryTerms> Items { get; private set; } = [];

    public Names Names { get; private set; } = Names.None;

    public string? Status { get; private set; }

    public string? Next { get; private set; }

    public string? First { get; private set; }

    public IReadOnlyList<Choice> Statuses => [new(string.Empty, Say("all-of-them")), .. Shown.Select(status => new Choice(status.Code(), Word(status)))];

    public bool Receives => Caller.Role is Role.Animator;

    public string Audience => Caller.Role switch
    {
        Role.Animator => "epn",
        Role.Driver => "driver",
        _ => "workshop",
    };

    public async Task OnGetAsync(string? status, string? cursor, CancellationToken cancellationToken)
    {
        Status = Codes.TryParse<DeliveryStatus>(status, out var wanted) ? wanted.Code() : null;
        var page = await papers.ListAsync<DeliveryTerms>(Caller, "delivery", filter => filter with { Status = Status, After = cursor }, cancellationToken);
        Items = page.Items;
        Names = await papers.NamesAsync(Items.SelectMany(delivery => (OrganisationId?[])[delivery.From, delivery.Consignee]));
        Next = page.Next is null ? null : $"/deliveries?status={Status}&cursor={Uri.EscapeDataString(page.Next)}";
        First = cursor is null ? null : $"/deliveries?status={Status}";
    }

    public static Tone ToneOf(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Dispatched => Tone.Info,
        DeliveryStatus.Partial or DeliveryStatus.Refused => Tone.Warn,
        DeliveryStatus.Delivered => Tone.Good,
        _ => Tone.Neutral,
    };
}

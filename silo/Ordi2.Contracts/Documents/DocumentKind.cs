namespace Ordi2.Contracts.Documents;

/// <summary>The documents of the chain (domain.md 8.1).</summary>
[Alias("ordi2.document-kind")]
public enum DocumentKind
{
    /// <summary>Charte d'adhésion: a label was granted.</summary>
    MembershipCharter = 0,

    /// <summary>Convention de don with its data-processing clause: the donation is signed.</summary>
    GiftConvention,

    /// <summary>Engagement de réemploi: before collection (décret 2023-266).</summary>
    ReuseCommitment,

    /// <summary>Bon d'enlèvement: a stop of a round was counted (transition 2).</summary>
    PickupNote,

    /// <summary>Bon de réception et état des écarts (transition 3).</summary>
    ReceptionNote,

    /// <summary>Avis de refus (transition 4).</summary>
    RefusalNotice,

    /// <summary>Bon de restitution, « not wiped by us » (transition 36).</summary>
    RestitutionNote,

    /// <summary>Certificat de prise en charge: the donation is reconciled.</summary>
    TakeoverCertificate,

    /// <summary>Reçu fiscal 2041-MEC-SD (art. 238 bis CGI).</summary>
    TaxReceipt,

    /// <summary>Décision de tri (transition 5).</summary>
    TriageDecision,

    /// <summary>Fiche technique (transitions 6 and 39).</summary>
    SpecificationSheet,

    /// <summary>Certificat d'effacement, one for each medium (transition 8).</summary>
    ErasureCertificate,

    /// <summary>PV de destruction of a medium (transition 10).</summary>
    DestructionRecord,

    /// <summary>Bon et fiche de réparation (transitions 11 to 13).</summary>
    RepairOrder,

    /// <summary>Fiche de démontage (transition 28).</summary>
    DismantlingSheet,

    /// <summary>Fiche de contrôle with the grade (transition 15).</summary>
    ControlSheet,

    /// <summary>Règlement et avis d'appel à projets: the call is published.</summary>
    CallNotice,

    /// <summary>Accusé de réception de dossier.</summary>
    DossierReceipt,

    /// <summary>Notification: accepted, waiting list, refused with the reason.</summary>
    DossierDecision,

    /// <summary>Décision d'attribution (transition 17).</summary>
    AllocationDecision,

    /// <summary>Bon de livraison, countersigned (transitions 20 and 21).</summary>
    DeliveryNote,

    /// <summary>Convention de mise à disposition, prêt à usage (transition 23).</summary>
    LoanAgreement,

    /// <summary>PV de remise (transition 23).</summary>
    HandoverRecord,

    /// <summary>Acte de cession (transition 27).</summary>
    TransferDeed,

    /// <summary>Feuille d'accompagnement: counts, no names.</summary>
    SessionSheet,

    /// <summary>Bon de retour (transitions 24 and 25).</summary>
    ReturnNote,

    /// <summary>État des lieux de retour (transition 26).</summary>
    ReturnInspection,

    /// <summary>Avis de perte (transition 32 and 33).</summary>
    LossNotice,

    /// <summary>PV de retour (transition 34).</summary>
    RecoveryRecord,

    /// <summary>Avis de rappel (transition 35).</summary>
    RecallNotice,

    /// <summary>Rapport d'inventaire (transition 40).</summary>
    InventoryReport,

    /// <summary>Bordereau or bon d'enlèvement of a recycling batch.</summary>
    WasteSlip,

    /// <summary>Attestation de traitement of a recycling batch (transition 31).</summary>
    TreatmentCertificate,

    /// <summary>Rapport donateur: what became of each machine, with a balance that closes.</summary>
    DonorReport,

    /// <summary>Attestation de réemploi effectif, for a public donor and a year (décret 2023-266).</summary>
    ReuseAttestation,

    /// <summary>Bilan annuel du pôle.</summary>
    PoleReport,

    /// <summary>Fiche projet: the dossier is evaluated.</summary>
    ProjectSheet,

    /// <summary>Figures of the yearly declaration of receipts (art. 222 bis CGI).</summary>
    ReceiptDeclaration,

    /// <summary>Insertion hours of a workshop for the DREETS, as it entered them.</summary>
    InsertionHours,

    /// <summary>Registre des déchets sortants: the chronological lines of a year (arrêté of 31 May 2021).</summary>
    WasteRegister,
}
